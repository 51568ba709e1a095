// CommonJS, because the SDK loads it by `require` in client, worker and bundle alike.
const { DefaultFailureConverter } = require('@temporalio/common');

// Without this, messages and stacks of failures stay readable in every history.
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
