import { Global, Module } from '@nestjs/common';
import { TableAnswers } from './table-answers.js';
import { TableSources } from './table-sources.js';

@Global()
@Module({ providers: [TableAnswers, TableSources], exports: [TableAnswers, TableSources] })
export class TablesModule {}
