import { Module } from '@nestjs/common';
import { Reveals } from './reveals.service.js';

@Module({ providers: [Reveals], exports: [Reveals] })
export class RevealsModule {}
