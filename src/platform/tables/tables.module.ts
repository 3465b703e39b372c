import { Global, Module } from '@nestjs/common';
import { TableAnswers } from './table-answers.js';

@Global()
@Module({ providers: [TableAnswers], exports: [TableAnswers] })
export class TablesModule {}
