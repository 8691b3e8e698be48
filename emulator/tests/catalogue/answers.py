"""What botocore makes of error answers: reads JSON lines and gives one line for each.

in:  {"service", "protocol", "operation", "status", "headers", "body"}, the body as hex
out: {"status", "request_id", "code", "message"}, as a `ClientError` would have them
"""

import json
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser


def main():
    loader, models = Loader(), {}
    for line in sys.stdin:
        answer = json.loads(line)
        name = answer["service"]
        if name not in models:
            models[name] = ServiceModel(loader.load_service_model(name, "service-2"), name)
        shape = models[name].operation_model(answer["operation"]).output_shape
        parsed = create_parser(answer["protocol"]).parse(
            {
                "status_code": answer["status"],
                "headers": answer["headers"],
                "body": bytes.fromhex(answer["body"]),
                "context": {"operation_name": answer["operation"]},
            },
            shape,
        )
        print(
            json.dumps({
                "status": parsed["ResponseMetadata"]["HTTPStatusCode"],
                "request_id": parsed["ResponseMetadata"].get("RequestId"),
                "code": parsed["Error"]["Code"],
                "message": parsed["Error"]["Message"],
            })
        )


if __name__ == "__main__":
    main()
