/**
 * The key of an authority, which is the tenant. Ids are branded whole numbers: one kind is never
 * taken for another.
 */
export type AuthorityId = number & { readonly __id: 'authority' };
/** The key of an agency of an authority. */
export type AgencyId = number & { readonly __id: 'agency' };
/** The key of someone who signs in. */
export type AccountId = number & { readonly __id: 'account' };
/** The key of a person of the record. */
export type PersonId = number & { readonly __id: 'person' };
/** The key of a family of the record. */
export type FamilyId = number & { readonly __id: 'family' };
/** The key of a place: an authority, a ward, a school cluster. */
export type PlaceId = number & { readonly __id: 'place' };
/** The key of a file that was loaded, or of the action that made rows. */
export type SourceFileId = number & { readonly __id: 'source-file' };
/** The key of a piece of background work. */
export type JobId = number & { readonly __id: 'job' };
/** The key of a service that someone offers. */
export type ServiceId = number & { readonly __id: 'service' };
/** The key of a request to an agency to map what it offers. */
export type MappingRequestId = number & { readonly __id: 'mapping-request' };
