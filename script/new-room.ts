import { makeShape, roomShape } from './house-shape.ts';

// npm run new:room -- WING NAME
const [wing = '', name = ''] = process.argv.slice(2);
makeShape(() => roomShape(wing, name));
