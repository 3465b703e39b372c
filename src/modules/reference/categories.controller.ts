import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode } from '../../platform/http/index.js';
import { CategoryInput, CategoryPatch, CategoryQuery, CategoryTreeView, CategoryView } from './categories.dto.js';
import { CategoryEditing } from './category-editing.service.js';
import type { Category } from './domain/category-tree.js';
import { ReferenceData } from './reference-data.service.js';
import { CategoryNotFound } from './reference.errors.js';
import { presentCategories, presentCategory } from './reference.presenter.js';

const everything = (): boolean => true;
const offered = ({ active }: Category): boolean => active;

@ApiTags('reference data')
@Controller('api/v1/categories')
export class CategoriesController {
  constructor(
    private readonly reference: ReferenceData,
    private readonly editing: CategoryEditing,
  ) {}

  @Get()
  @Operation({ access: 'reference:read', summary: 'All categories as a tree', answer: CategoryTreeView })
  async list(@CallOf() { language }: Call, @Query() query: CategoryQuery): Promise<CategoryTreeView> {
    const tree = await this.reference.categories();
    return { items: presentCategories(tree, null, { language, keep: query.includeInactive ? everything : offered }) };
  }

  @Get(':code')
  @Operation({
    access: 'reference:read',
    summary: 'One category with those below it',
    answer: CategoryView,
    refusals: [404],
  })
  async get(@CallOf() { language }: Call, @PathCode('code') code: string): Promise<CategoryView> {
    const tree = await this.reference.categories();
    const category = tree.get(code);
    if (!category) throw CategoryNotFound();
    return presentCategory(category, language, presentCategories(tree, code, { language, keep: everything }));
  }

  @Post()
  @Operation({
    access: 'reference:write',
    summary: 'Add a category',
    answer: CategoryView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: CategoryInput): Promise<CategoryView> {
    return this.editing.add(call, input);
  }

  @Patch(':code')
  @Operation({
    access: 'reference:write',
    summary: 'Rename or reorder a category, or stop offering it',
    answer: CategoryView,
    refusals: [404, 413, 415],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('code') code: string, @Body() patch: CategoryPatch): Promise<CategoryView> {
    return this.editing.change(call, code, patch);
  }
}
