import { Controller, Get, Redirect, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ACCESS } from './operation.decorator.js';

/** Whoever opens the bare address in a browser gets something to look at. */
@ApiExcludeController()
@Controller()
export class StartPageController {
  @Get()
  @SetMetadata(ACCESS, 'public')
  @Redirect('/api/docs', 302)
  show(): void {
    // The decorator answers.
  }
}
