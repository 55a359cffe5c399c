import type { ReportFeature, ReportFinding } from '../../protocol/importReport';
import type { Inspected } from './inspected';
import { tr } from '../../texts/texts';

/** What a package can do here, by what was found: it is the findings in one line each. */
export function features({ facts, recognised }: Inspected, findings: readonly ReportFinding[]): readonly ReportFeature[] {
  const blocking = findings.filter((found) => found.severity === 'blocks');
  const forText = blocking.filter((found) => found.part !== 'vae_encoder' && !found.part?.startsWith('controlnet/'));
  const forEdit = blocking.filter((found) => !found.part?.startsWith('controlnet/'));
  const nets = [...facts.chosen.keys()].flatMap((part) =>
    part.startsWith('controlnet/') && !blocking.some((found) => found.part === part) ? [part.slice('controlnet/'.length)] : [],
  );
  const guides = recognised.takesGuides && nets.length > 0 && forEdit.length === 0;
  return [
    { feature: 'text', works: forText.length === 0, words: forText[0]?.message ?? null },
    { feature: 'image-to-image', works: forEdit.length === 0, words: forEdit[0]?.message ?? null },
    {
      feature: 'guides',
      works: guides,
      words: guides
        ? tr`ControlNets: ${nets.join(', ')}.`
        : (forEdit[0]?.message ?? (recognised.takesGuides ? tr`There is no ControlNet in the package.` : tr`The UNet takes none.`)),
    },
  ];
}
