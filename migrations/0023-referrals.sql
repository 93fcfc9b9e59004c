-- What came of referrals is counted from the roll-up `record.referral_year` now.
drop function understand.referral_ends(date, date);
