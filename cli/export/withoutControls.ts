/** All but tab and line ends, which cells may hold. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;

/** Text without what no cell can show, and a terminal would obey. */
export const withoutControls = (text: string): string => text.replace(CONTROL, ' ');
