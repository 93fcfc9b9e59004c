import type { Command, Measure, Page } from '../../platform/index.ts';
import {
  confirmServicePage,
  editServicePage,
  newServicePage,
  serviceNeedsPage,
} from './edit-service.page.ts';
import { provisionCommand } from './provision.command.ts';
import { provisionMeasure } from './provision.measure.ts';
import { provisionPage } from './provision.page.ts';
import { servicePage } from './service.page.ts';

/** The pages of provision. */
export const PROVISION_PAGES: readonly Page[] = [
  provisionPage,
  newServicePage,
  servicePage,
  editServicePage,
  confirmServicePage,
  serviceNeedsPage,
];

/** What provision measures. */
export const PROVISION_MEASURES: readonly Measure[] = [provisionMeasure];

/** The commands of provision. */
export const PROVISION_COMMANDS: readonly Command[] = [provisionCommand];
