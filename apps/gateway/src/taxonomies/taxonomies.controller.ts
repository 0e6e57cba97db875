import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TaxonomyPage, type TaxonomyBody } from '@assay/contracts';
import { mapCategory, taxonomies, type Taxonomy } from '@assay/domain';
import { SignedIn } from '../access/needs.js';
import { Returns } from '../http/returns.js';

/** The categories that rules and blacklist entries name. */
@ApiTags('taxonomies')
@Controller('v1/taxonomies')
export class TaxonomiesController {
  @Get()
  @SignedIn()
  @Returns(200, TaxonomyPage)
  list(): TaxonomyPage {
    return { items: taxonomies.map(taxonomyBody) };
  }
}

function taxonomyBody({ groups, categories, ...taxonomy }: Taxonomy): TaxonomyBody {
  const others = taxonomies.filter(({ id }) => id !== taxonomy.id);
  return {
    ...taxonomy,
    groups: [...groups],
    categories: categories.map((category) => ({
      ...category,
      mappings: Object.fromEntries(
        others.map(({ id }) => [id, [...mapCategory(taxonomy.id, category.id, id)]]),
      ),
    })),
  };
}
