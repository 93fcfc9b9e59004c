import type { Command, Database, Measure, Page } from '../../platform/index.ts';
import { besidePublishedMeasure } from './beside-published.measure.ts';
import { answerPage, myMappingPage } from './answer.page.ts';
import {
  confirmServicePage,
  editServicePage,
  newServicePage,
  serviceNeedsPage,
} from './edit-service.page.ts';
import { mappingCommand } from './mapping.command.ts';
import { mappingPage, mappingRequestPage, newMappingPage } from './mapping.page.ts';
import { provisionCommand } from './provision.command.ts';
import { provisionMeasure } from './provision.measure.ts';
import { provisionPage } from './provision.page.ts';
import { servicePage } from './service.page.ts';
import { stalePage } from './stale.page.ts';

/** The pages of provision that need nothing but a request. */
export const PROVISION_PAGES: readonly Page[] = [
  provisionPage,
  newServicePage,
  servicePage,
  editServicePage,
  confirmServicePage,
  serviceNeedsPage,
  mappingPage,
  newMappingPage,
  myMappingPage,
];

/**
 * The pages of safe links: those that make them need to know under which address people reach this
 * server, and the one that they open has nobody signed in, so that it needs the database.
 */
export function safeLinkPages(of: {
  readonly database: Database;
  readonly origin: string;
}): readonly Page[] {
  return [answerPage(of.database), mappingRequestPage(of.origin), stalePage(of.origin)];
}

/** What provision measures. */
export const PROVISION_MEASURES: readonly Measure[] = [provisionMeasure, besidePublishedMeasure];

/** The commands of provision. */
export const PROVISION_COMMANDS: readonly Command[] = [provisionCommand, mappingCommand];
