/** What says something that the lane of a certificate looks at (ACM User Guide, "Supported events"). */
export const acmEvents = {
  source: ['aws.acm'],
  detailType: [
    'ACM Certificate Available',
    'ACM Certificate Approaching Expiration',
    'ACM Certificate Renewal Action Required',
    'ACM Certificate Expired',
  ],
} as const;
