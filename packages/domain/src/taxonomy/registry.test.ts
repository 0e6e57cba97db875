import {
  findCategory,
  findTaxonomy,
  isKnownCategory,
  mapCategory,
  taxonomies,
} from './registry.js';

const tc260Id = 'tc260-003@2024';
const openaiId = 'openai-moderation@2024';

test('the Chinese standard has its 31 risks in five groups', () => {
  const taxonomy = findTaxonomy(tc260Id);
  const perGroup = taxonomy?.groups.map(
    ({ id }) => taxonomy.categories.filter(({ group }) => group === id).length,
  );
  expect(perGroup).toEqual([8, 9, 5, 7, 2]);
  expect(taxonomy?.categories).toHaveLength(31);
});

test('the second taxonomy has 13 categories', () => {
  expect(findTaxonomy(openaiId)?.categories).toHaveLength(13);
});

describe.each(taxonomies)('$id', (taxonomy) => {
  test('has unique category ids, each under a group of its own', () => {
    const ids = taxonomy.categories.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const groups = taxonomy.groups.map(({ id }) => id);
    for (const { group } of taxonomy.categories) expect(groups).toContain(group);
  });

  test('names everything in both languages', () => {
    for (const { names } of [taxonomy, ...taxonomy.groups, ...taxonomy.categories]) {
      expect(names['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(names.en).toMatch(/^[A-Za-z0-9]/);
    }
  });

  test('maps every category to categories that exist', () => {
    for (const target of taxonomies) {
      for (const { id } of taxonomy.categories) {
        for (const mapped of mapCategory(taxonomy.id, id, target.id)) {
          expect(findCategory(target.id, mapped)).toBeDefined();
        }
      }
    }
  });
});

test('every category of the second taxonomy has a counterpart, and the way back finds it again', () => {
  for (const { id } of findTaxonomy(openaiId)?.categories ?? []) {
    const [counterpart] = mapCategory(openaiId, id, tc260Id);
    expect(mapCategory(tc260Id, counterpart ?? '', openaiId)).toContain(id);
  }
});

test('a category maps to itself in its own taxonomy and to nothing where it is unknown', () => {
  expect(mapCategory(tc260Id, 'A.4.f', tc260Id)).toEqual(['A.4.f']);
  expect(mapCategory(tc260Id, 'Z.9', tc260Id)).toEqual([]);
  expect(mapCategory(openaiId, 'Z.9', tc260Id)).toEqual([]);
  expect(mapCategory('other@1', 'A.4.f', tc260Id)).toEqual([]);
});

test('a category is known when any taxonomy has it', () => {
  expect(isKnownCategory('A.1.a')).toBe(true);
  expect(isKnownCategory('sexual/minors')).toBe(true);
  expect(isKnownCategory('A.6.a')).toBe(false);
  expect(findTaxonomy('tc260-003@1999')).toBeUndefined();
});
