/** What to do after a deploy, line by line; each command works as it stands here. */
export const nextSteps = (stage: string, region: string): readonly string[] => {
  const at = `--stage ${stage} --region ${region}`;
  return [
    `1. The webhook's URL, to paste into your bot: npm run crm -- url ${at}`,
    `2. Is all in order?                           npm run crm -- doctor ${at}`,
    `3. Who wrote?                                 npm run crm -- contacts ${at}`,
  ];
};
