export { PLACES } from './cell-numbers.js';
export { type CellContent, FigureCellsReadModel, UNFOLDED } from './figure-cells.read-model.js';
export { FigureFolding } from './figure-folding.service.js';
export { FigureCellsModule } from './figure-cells.module.js';
