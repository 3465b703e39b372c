import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Cursors, Operation, pageClass, pageOfKept, PathCode } from '../../platform/http/index.js';
import { Regions } from '../regions/index.js';
import { DepartmentEditing } from './department-editing.service.js';
import { DepartmentInput, DepartmentPatch, DepartmentQuery, DepartmentView } from './departments.dto.js';
import { ReferenceData } from './reference-data.service.js';
import { DepartmentNotFound } from './reference.errors.js';
import { presentDepartment } from './reference.presenter.js';

const DepartmentPage = pageClass(DepartmentView);

@ApiTags('reference data')
@Controller('api/v1/departments')
export class DepartmentsController {
  constructor(
    private readonly reference: ReferenceData,
    private readonly regions: Regions,
    private readonly editing: DepartmentEditing,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({ access: 'reference:read', summary: 'Departments by region and function', answer: DepartmentPage })
  async list(@CallOf() call: Call, @Query() query: DepartmentQuery) {
    const [directory, tree] = await Promise.all([this.reference.departments(), this.regions.tree()]);
    const { regionCode, functionCode, includeInactive } = query;
    return pageOfKept({
      all: directory.all(),
      query,
      cursors: this.cursors,
      sort: 'departments',
      keyOf: ({ id }) => id,
      keep: (department) =>
        (includeInactive === true || department.active) &&
        (functionCode === undefined || department.functionCode === functionCode) &&
        (regionCode === undefined || tree.isWithin(department.regionCode, regionCode)),
      present: (department) => presentDepartment(department, call.language),
    });
  }

  @Get(':id')
  @Operation({ access: 'reference:read', summary: 'One department', answer: DepartmentView, refusals: [404] })
  async get(@CallOf() call: Call, @PathCode('id') id: string): Promise<DepartmentView> {
    const department = (await this.reference.departments()).get(id);
    if (!department) throw DepartmentNotFound();
    return presentDepartment(department, call.language);
  }

  @Post()
  @Operation({
    access: 'reference:write',
    summary: 'Add a department',
    answer: DepartmentView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: DepartmentInput): Promise<DepartmentView> {
    return this.editing.add(call, input);
  }

  @Patch(':id')
  @Operation({
    access: 'reference:write',
    summary: 'Rename or close a department',
    answer: DepartmentView,
    refusals: [404, 413, 415],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: DepartmentPatch): Promise<DepartmentView> {
    return this.editing.change(call, id, patch);
  }
}
