"""A request for every operation of every service that botocore knows, one JSON object a line.

    {"service", "protocol", "operation", "signing", "host",
     "method", "path", "query", "headers", "body"}

Once with what the operation must have, and for REST once more with all that stands in the URL and
the headers. Bodies are hex. `host` is where botocore would send it (`localhost`, if its endpoint
rules want to know more than a region).
"""

import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "wire"))

from requests import Inputs, create_serializer, request  # beside it: emulator/tests/wire

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError
from botocore.loaders import Loader
from botocore.model import ServiceModel

REGION = "us-east-1"


class Heads(Inputs):
    """What must be there, and all that does not stand in the body."""

    def structure(self, shape, depth):
        if depth > 0:
            return super().structure(shape, depth)
        required = set(shape.required_members)
        return {
            name: self.value(member, 1)
            for name, member in shape.members.items()
            if name in required or "location" in member.serialization
        }


def host_of(rules, partitions):
    try:
        url = EndpointProvider(rules, partitions).resolve_endpoint(
            Region=REGION, UseFIPS=False, UseDualStack=False
        ).url
    except EndpointProviderError:
        return "localhost"
    return re.match(r"https://([^/]+)", url)[1]


def main():
    loader = Loader()
    partitions = loader.load_data("partitions")
    for name in loader.list_available_services("service-2"):
        model = ServiceModel(loader.load_service_model(name, "service-2"), name)
        rules = loader.load_service_model(name, "endpoint-rule-set-1")
        metadata, host = model.metadata, host_of(rules, partitions)
        for protocol in metadata.get("protocols", [metadata["protocol"]]):
            serializer = create_serializer(protocol, include_validation=False)
            rest = protocol.startswith("rest-")
            for operation in map(model.operation_model, model.operation_names):
                for inputs in [Inputs, Heads] if rest else [Inputs]:
                    rng = random.Random(f"{name}.{protocol}.{operation.name}")
                    shape = operation.input_shape
                    value = inputs(rng, 0.0).structure(shape, 0) if shape else {}
                    line = request(serializer, operation, value, host) | {
                        "service": name,
                        "protocol": protocol,
                        "operation": operation.name,
                        "signing": metadata.get("signingName", metadata["endpointPrefix"]),
                    }
                    print(json.dumps(line))


if __name__ == "__main__":
    main()
