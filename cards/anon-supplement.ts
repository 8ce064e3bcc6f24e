import type { Card } from './card.js';
import { fitting } from './escape.js';
import { button, card, field, form, hint, input, picture } from './kit.js';
import { settled } from './hazard-settled.js';
import { sealedPhotoKeys, subtitleOf, type HazardView } from './view.js';

/** An anonymous reporter added something after the case went to the unit: 安委办 re-words that too. */
export function anonSupplement(view: HazardView): Card {
  const { hazard } = view;
  if (!hazard.open) return settled(view);
  return card({ title: `请改写补充：${hazard.title}`, subtitle: subtitleOf(view), colour: 'orange' }, [
    field('原话', fitting(view.original ?? '', 3000).text),
    ...sealedPhotoKeys(hazard).slice(-3).map(picture),
    hint('单位看不到原话和原照片。改写后的话记入办理过程，办理人看得到。'),
    form('rewrite', [
      input('text', '改写后的话', {
        required: true,
        lines: true,
        example: '去掉能看出是谁的说法，只写地点和情况',
      }),
      button('改好，转办理人', 'rewrite', { hazardId: hazard._id, submit: true }),
    ]),
  ]);
}
