import { Check, ChevronLeft, Search } from 'lucide-react';
import { useStore } from 'zustand';
import { setSetting } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { usePicture, useSettings } from '../../document/hooks';
import { closeFinding, findStore, questionOf, sameQuestion, setFoundKnobs, sharesReference } from '../../generation/finding/findStore';
import { findingProblem, movementWords, phaseWords, questionProblem } from '../../generation/finding/findWords';
import { costInWords, nextCost } from '../../generation/nextCost';
import { lookForChange, stopLooking } from '../../generation/finding/look';
import { jobStore } from '../../generation/jobStore';
import { packageStore } from '../../models/packageStore';
import { Button, IconButton } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import { Segmented } from '../../ui/Segmented';
import { PercentField } from '../../ui/PercentField';
import { PixelsField } from '../../ui/PixelsField';
import { SliderField } from '../../ui/SliderField';
import panel from '../panels/Panel.module.css';
import { ContrastHistogram } from './ContrastHistogram';
import styles from './Find.module.css';
import { editWith, takeThisMap, withFoundMap } from './takeFound';
import { useFoundMap } from './useFoundMap';
import { form, plural, tr } from '../../../workers/texts/texts';

type Found = NonNullable<ReturnType<typeof useFoundMap>>;

/** The place where the model finds what to change: it takes over the panel, and prompt and reference prompt below are its two sentences. */
export function FindPanel() {
  const picture = usePicture();
  const found = useFoundMap();
  const looking = useStore(findStore, (state) => state.looking);
  return (
    <section className={styles.place} aria-label={tr`Find what to change`}>
      <div className={styles.head}>
        <IconButton label={tr`Back to the panels`} icon={<ChevronLeft />} onClick={closeFinding} />
        <h2>{tr`Find what to change`}</h2>
      </div>
      {picture ? (
        <>
          {found ? null : (
            <p className={panel.soft}>{tr`The model reads both sentences below and marks where they would lead to different pictures.`}</p>
          )}
          <LookRow found={found} />
          <FindFault />
          {found ? <FoundKnobs found={found} /> : <NoiseKnobs />}
          {found && !looking ? <Uses found={found} /> : null}
        </>
      ) : (
        <p className={panel.soft}>{tr`Open a picture first: there is nothing to look at yet.`}</p>
      )}
    </section>
  );
}

/** The button that looks, what it costs or why it cannot; while it looks, how far it is and the way to end it. */
function LookRow({ found }: { readonly found: Found | null }) {
  const looking = useStore(findStore, (state) => state.looking);
  const running = useStore(jobStore, (state) => state.running !== null);
  const question = useStore(documentStore, questionText);
  const document = documentStore.getState();
  const { noises } = document.settings.automaticMap;
  if (looking) {
    const arrived = looking.most > 0 && found ? found.contrast : null;
    return (
      <div className={styles.looking}>
        <div
          role="progressbar"
          aria-label={tr`Finding`}
          aria-valuemin={0}
          aria-valuemax={looking.most || noises}
          {...(arrived && { 'aria-valuenow': arrived.noises })}
          className={styles.progress}
        >
          <i style={{ transform: `scaleX(${arrived ? arrived.noises / looking.most : 0})` }} />
          <span role="status" aria-label={tr`Progress of finding`}>
            {arrived ? tr`Noise ${arrived.noises} of ${looking.most} · ${movementWords(arrived.movement)}` : phaseWords(looking.phase)}
          </span>
        </div>
        <Button disabled={looking.stopping} onClick={stopLooking}>
          {looking.stopping ? tr`Stopping…` : tr`Stop here`}
        </Button>
      </div>
    );
  }
  const asked = questionOf(document);
  const problem = running ? tr`An edit is under way: look when it is done.` : questionProblem(asked);
  const fresh = found !== null && sameQuestion(found.question, asked);
  const known = found !== null && sharesReference(found.question, asked);
  const cost = noises * (known ? 1 : 2);
  const words =
    problem ??
    (fresh
      ? found.steady
        ? plural(found.contrast.noises, form`1 noise, stands still.`, form`${found.contrast.noises} noises, stands still.`)
        : plural(found.contrast.noises, form`1 noise.`, form`${found.contrast.noises} noises.`)
      : known
        ? tr`At most ${cost} evaluations.`
        : tr`At most ${cost} evaluations; it ends when the map stands still.`);
  return (
    <div className={styles.ask} data-question={question} data-found={found !== null && problem === null}>
      <Button
        tone={fresh ? 'plain' : 'primary'}
        wide={!found}
        icon={<Search />}
        disabled={problem !== null}
        onClick={() => void lookForChange()}
      >
        {found ? tr`Look again` : tr`Look`}
      </Button>
      <p className={panel.soft}>{words}</p>
    </div>
  );
}

/** Whatever the answer depends on, as one value, so that the row follows it. */
function questionText(document: ReturnType<typeof documentStore.getState>): string {
  const { prompt, reference, noiseStrength, rest } = questionOf(document);
  return JSON.stringify([prompt, reference, noiseStrength, rest, document.settings.automaticMap.noises]);
}

function FindFault() {
  const own = useStore(findStore, (state) => state.fault);
  const looking = useStore(findStore, (state) => state.looking !== null);
  const few = useStore(packageStore, ({ summary }) => summary?.fewStep ?? false);
  if (own && !looking) {
    return (
      <p role="alert" className={styles.problem}>
        <b>{own.message}</b> {own.hint}
      </p>
    );
  }
  if (!few) return null;
  return (
    <p className={panel.soft}>{tr`This model works in few steps: finding is as good, but edit with Differential; encoding wants many.`}</p>
  );
}

function NoiseKnobs() {
  const { automaticMap: knobs } = useSettings();
  return (
    <div className={styles.pair}>
      <PercentField
        label={tr`Noise strength`}
        shown={tr`Noise`}
        about={tr`How much noise lies over the picture while the sentences are compared: more lets larger shapes differ. Half in the paper.`}
        value={knobs.noiseStrength}
        minimum={1}
        mark={0.5}
        onChange={(noiseStrength) => setSetting('automaticMap', { ...knobs, noiseStrength })}
      />
      <SliderField
        label={tr`Noises at most`}
        shown={tr`At most`}
        about={tr`Over how many noises the contrast is averaged, unless it stands still before. Each costs two evaluations.`}
        value={knobs.noises}
        minimum={1}
        maximum={64}
        curved
        onChange={(noises) => setSetting('automaticMap', { ...knobs, noises })}
      />
    </div>
  );
}

/** How the contrast becomes a map: all of it at once, without the model. */
function FoundKnobs({ found }: { readonly found: Found }) {
  const { automaticMap } = useSettings();
  const knobs = useStore(findStore, (state) => state.knobs);
  return (
    <>
      <ContrastHistogram
        differences={found.contrast.differences}
        threshold={automaticMap.threshold}
        clampRatio={automaticMap.clampRatio}
        onChange={(threshold, clampRatio) => {
          findStore.setState({ usedMapId: null });
          setSetting('automaticMap', { ...automaticMap, threshold, clampRatio });
        }}
      />
      <div className={styles.edges}>
        <span>{tr`Strength`}</span>
        <Segmented
          label={tr`Strength of the map`}
          value={knobs.soft ? 'soft' : 'full'}
          options={[
            { value: 'soft', label: tr`As found` },
            { value: 'full', label: tr`Full` },
          ]}
          onChange={(value) => setFoundKnobs({ soft: value === 'soft' })}
        />
      </div>
      <div className={styles.pair}>
        <SliderField
          label={tr`Leave out specks`}
          shown={tr`Specks`}
          about={tr`Parts smaller than this share of the picture are left out.`}
          unit="%"
          value={Math.round(knobs.leastShare * 1000) / 10}
          minimum={0}
          maximum={5}
          step={0.1}
          onChange={(percent) => setFoundKnobs({ leastShare: percent / 100 })}
        />
        <PixelsField
          label={tr`Soften edges`}
          shown={tr`Edge`}
          about={tr`How far the edge falls off outwards; beyond it nothing changes.`}
          value={knobs.featherPx}
          minimum={0}
          maximum={96}
          onChange={(featherPx) => setFoundKnobs({ featherPx })}
        />
      </div>
      <NoiseKnobs />
    </>
  );
}

/** What may be done with the map: keep it to paint on, or edit by it at once. */
function Uses({ found }: { readonly found: Found }) {
  const settings = useSettings();
  const used = useStore(findStore, (state) => state.usedMapId);
  const maps = useStore(documentStore, (state) => state.maps);
  const asked = useStore(documentStore, questionText);
  const stale = !sameQuestion(found.question, questionOf(documentStore.getState()));
  const made = maps.find(({ id }) => id === used);
  const summary = useStore(packageStore, (state) => state.summary);
  const costOf = (change: Partial<typeof settings>): string =>
    summary ? costInWords(nextCost({ ...documentStore.getState(), settings: { ...settings, ...change } }, summary)) : '';
  const diffEdit = costOf(withFoundMap('automatic-map', settings));
  const none = found.map.share === 0;
  const problem = findingProblem(found.contrast.differences, found.map.share);
  return (
    <div className={styles.uses} data-question={asked}>
      {made ? (
        <p className={panel.soft} role="status" aria-label={tr`Map`}>
          <Check aria-hidden />
          {tr` “${made.name}” is the change map now.`}
        </p>
      ) : (
        <Button
          tone={stale ? 'plain' : 'primary'}
          wide
          icon={<Check />}
          disabled={none}
          onClick={() => takeThisMap(found).catch(reportToUser)}
        >
          {tr`Use this map`}
        </Button>
      )}
      <div className={panel.halves}>
        <Button
          disabled={none}
          title={tr`Encodes the picture and draws it anew there (DiffEdit). ${diffEdit}.`}
          onClick={() => editWith('automatic-map', found).catch(reportToUser)}
        >
          {tr`Edit with DiffEdit`}
        </Button>
        <Button
          disabled={none}
          title={tr`Each pixel changes as much as its grey says. ${costOf(withFoundMap('differential', settings))}.`}
          onClick={() => editWith('differential', found).catch(reportToUser)}
        >
          {tr`With Differential`}
        </Button>
      </div>
      <p className={problem ? styles.problem : panel.soft} role="status" aria-label={tr`About what was found`}>
        {problem ?? tr`DiffEdit: ${diffEdit}.`}
      </p>
    </div>
  );
}
