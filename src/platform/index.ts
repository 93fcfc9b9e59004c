export * from './config.ts';
export * from './database/as-actor.ts';
export * from './database/database.ts';
export * from './database/migrate.ts';
export * from './files/local-file.ts';
export * from './files/reference-file.ts';
export * from './web/page.ts';
