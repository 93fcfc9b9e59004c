export * from './briefing/change-briefing.ts';
export * from './enquiries/change-enquiry.ts';
export * from './home-cards.ts';
export * from './tell-pages.ts';
