/** Branded ids: a family's id cannot be passed where a person's is meant. All are bigint keys. */
export type AuthorityId = number & { readonly __id: 'authority' };
export type AgencyId = number & { readonly __id: 'agency' };
export type AccountId = number & { readonly __id: 'account' };
export type PersonId = number & { readonly __id: 'person' };
export type FamilyId = number & { readonly __id: 'family' };
export type PlaceId = number & { readonly __id: 'place' };
export type SourceFileId = number & { readonly __id: 'source-file' };
export type JobId = number & { readonly __id: 'job' };
