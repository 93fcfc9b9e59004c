export * from './accounts/actor.ts';
export * from './agencies/add-authority.ts';
export * from './agencies/agencies.store.ts';
export * from './agencies/agency.ts';
export * from './agencies/succession.ts';
