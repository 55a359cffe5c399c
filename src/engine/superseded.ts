/** The reason with which a run is aborted that another one takes the place of: its worker may finish the step, however long it takes. */
export const superseded = Symbol('superseded');
