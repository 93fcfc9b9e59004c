import { makeShape, pageShape } from './house-shape.ts';

// npm run new:page -- WING ROOM NAME
const [wing = '', room = '', name = ''] = process.argv.slice(2);
makeShape(() => pageShape(wing, room, name));
