import type { Command, Measure, Page } from '../platform/index.ts';
import { briefingCommands } from './briefing/briefing.command.ts';
import { briefingPage } from './briefing/briefing.page.ts';
import { briefingsPage, myWardPage, newBriefingPage } from './briefing/briefings.page.ts';
import {
  editBriefingPage,
  signBriefingPage,
  withdrawBriefingPage,
} from './briefing/edit-briefing.page.ts';
import { wardProfileMeasure } from './briefing/ward-profile.measure.ts';
import { enquiryCommands } from './enquiries/enquiries.command.ts';
import { enquiriesMeasure } from './enquiries/enquiries.measure.ts';
import { enquiriesPage, newEnquiryPage } from './enquiries/enquiries.page.ts';
import { endEnquiryPage, enquiryPage, takeEnquiryPage } from './enquiries/enquiry.page.ts';

/** What this wing measures. */
export const TELL_MEASURES: readonly Measure[] = [wardProfileMeasure, enquiriesMeasure];

/** The pages of this wing; briefings are drafted from all measures of the house. */
export function tellPages(measures: readonly Measure[]): readonly Page[] {
  return [
    briefingsPage,
    myWardPage,
    newBriefingPage(measures),
    briefingPage(measures),
    editBriefingPage(measures),
    signBriefingPage(measures),
    withdrawBriefingPage,
    enquiriesPage,
    newEnquiryPage(measures),
    enquiryPage,
    takeEnquiryPage,
    endEnquiryPage,
  ];
}

/** The commands of this wing. */
export function tellCommands(measures: readonly Measure[]): readonly Command[] {
  return [...briefingCommands(measures), ...enquiryCommands(measures)];
}
