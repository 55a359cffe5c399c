import { form, plural } from '../../workers/texts/texts';

/** Steps as people count them: `1 step`, `14 steps`. */
export const stepsInWords = (steps: number): string => plural(steps, form`1 step`, form`${steps} steps`);
