"""Every service of AWS, as botocore knows it: what a request to it looks like.

    pip install botocore==1.43.11 && python3 emulator/model/catalogue.py

Writes two texts beside `emulator/src/catalogue/mod.rs`. `services.txt` has a line a service: its
protocols, versions, names and host labels. `operations.txt` has what names an operation where the
request itself does not: method and URI of REST services, and the actions of awsQuery services
(two of them may share a version). Both are sorted and deterministic: importing the same botocore
again changes nothing. A new major version of an API is a line of its own; of older ones only what
botocore's clients use is listed.
"""

import collections
import os
import re

import botocore
from botocore.loaders import Loader

PROTOCOLS = {"rest-xml", "rest-json", "query", "ec2", "smithy-rpc-v2-cbor"}
# The rule sets' names for what has no region of its own.
PSEUDO_REGIONS = {"global", "us-gov"}
# Signin's.
OTHER_SUFFIXES = ["aws.amazon.com", "amazonaws.cn", "amazonaws-us-gov.com"]
# Labels that the rule sets put together from parts, and the first name of SQS's endpoints
# (`sslCommonName` in botocore's endpoints.json).
EXTRA_LABELS = {"kinesis": ["control-kinesis", "data-kinesis"], "sqs": ["queue"]}
REST = {"rest-xml", "rest-json"}
QUERY = {"query", "ec2"}
HEAD = "# From botocore {}, by emulator/model/catalogue.py. Do not edit.\n"


class Hosts:
    """Host names as botocore's endpoint rule sets write them: `lambda-fips.{Region}.{…dnsSuffix}`."""

    def __init__(self, loader):
        regions, suffixes = set(PSEUDO_REGIONS), set(OTHER_SUFFIXES)
        for partition in loader.load_data("partitions")["partitions"]:
            regions |= set(partition["regions"])
            suffixes |= {partition["outputs"]["dnsSuffix"], partition["outputs"]["dualStackDnsSuffix"]}
        self.regions, self.suffixes = regions, sorted(suffixes, key=len, reverse=True)

    def of(self, name, rules, model):
        """A service's labels before the region, and its names without region."""
        labels, bare = set(EXTRA_LABELS.get(name, [])), set()
        for template in templates(rules):
            label, region = self.parted(template)
            if label:
                labels.add(label)
                if region is None:
                    bare.add(f"{label}.amazonaws.com")
        labels = labels or {model["metadata"]["endpointPrefix"]}
        # Prefixes of single operations; one that has a member's value is no label.
        prefixes = {
            operation["endpoint"]["hostPrefix"]
            for operation in model["operations"].values()
            if "{" not in operation.get("endpoint", {}).get("hostPrefix", "{")
        }
        labels |= {prefix + label for prefix in prefixes for label in labels}
        return sorted(labels), sorted(bare)

    def parted(self, template):
        """Label and region of a host. No label: it is no name (a custom endpoint), or made of parts."""
        host = re.sub(r"\{PartitionResult#(d|dualStackD)nsSuffix\}", "amazonaws.com", template)
        host = re.sub(r"\{[^}]*[rR]egion\}", "us-east-1", host)
        host = re.sub(r"^(\{[^}]*\}\.)+", "", host)
        suffix = next((s for s in self.suffixes if host.endswith("." + s)), None)
        if suffix is None or not re.fullmatch(r"[a-z0-9.-]+", host):
            return None, None
        # `-fips` may stand behind any label, `fips` before all; `dualstack` before the region.
        labels = [part.removesuffix("-fips") for part in host.removesuffix("." + suffix).split(".")]
        labels = [part for part in labels if part not in ("fips", "dualstack")]
        regions = [part for part in labels if part in self.regions]
        if regions == ["global"] and labels[-1] != "global":  # global.health.amazonaws.com
            return ".".join(labels), None
        label = ".".join(part for part in labels if part not in self.regions)
        return label, regions[0] if regions else None


def templates(rules):
    """The host of every endpoint in a rule set."""
    if isinstance(rules, list):
        rules = dict(enumerate(rules))
    for key, value in rules.items():
        if key == "url" and isinstance(value, str):
            yield re.match(r"(?:https?://)?([^/]*)", value)[1]
        elif isinstance(value, (dict, list)):
            yield from templates(value)


def protocols(metadata):
    names = []
    for name in metadata.get("protocols", [metadata["protocol"]]):
        assert name in PROTOCOLS | {"json"}, name
        names.append(f"json-{metadata['jsonVersion']}" if name == "json" else name)
    return names


def namespace(model):
    """The one of bodies; rest-xml has it at the operations' inputs."""
    inputs = (operation.get("input", {}) for operation in model["operations"].values())
    found = {reference["xmlNamespace"]["uri"] for reference in inputs if "xmlNamespace" in reference}
    assert len(found) <= 1, found
    return model["metadata"].get("xmlNamespace", next(iter(found), None))


def service_line(name, model, hosts):
    labels, bare = hosts
    metadata = model["metadata"]
    prefix = metadata["endpointPrefix"]
    facts = {
        "protocols": ",".join(protocols(metadata)),
        "version": metadata["apiVersion"],
        "signing": metadata.get("signingName", prefix),
        "endpoint": prefix,
        "target": metadata.get("targetPrefix"),
        "namespace": namespace(model),
        "labels": ",".join(labels),
        "global": ",".join(bare),
    }
    for key, value in facts.items():
        assert not value or not re.search(r"\s", value), (name, key, value)
    return " ".join([name, *(f"{key}={value}" for key, value in facts.items() if value)])


def required(model, operation):
    """Wire names of the query and header members that an operation must have."""
    shape = model["shapes"].get(operation.get("input", {}).get("shape"), {})
    for name in shape.get("required", []):
        member = shape["members"][name]
        if member.get("location") in ("querystring", "header"):
            yield member.get("locationName", name)


def operation_lines(model):
    """A REST operation's line: name, method, URI; where others have the same method and URI but
    for the labels' names, also what it must have (`+x-amz-copy-source`). Of those that no request
    tells from one another only what is not deprecated counts."""
    operations = sorted(model["operations"].items())
    if set(model["metadata"].get("protocols", [model["metadata"]["protocol"]])) & QUERY:
        return [name for name, _ in operations]

    def form(operation):
        http = operation["http"]
        return http["method"], re.sub(r"\{[^}+]+", "{", http["requestUri"])

    same = collections.Counter(form(operation) for _, operation in operations)
    lines = []
    for name, operation in operations:
        if operation.get("deprecated") and same[form(operation)] > 1:
            continue
        http = operation["http"]
        parts = [name, http["method"], http["requestUri"]]
        if same[form(operation)] > 1:
            parts += [f"+{wire}" for wire in required(model, operation)]
        assert not any(re.search(r"\s", part) for part in parts), parts
        lines.append(" ".join(parts))
    return lines


def main():
    loader = Loader()
    hosts = Hosts(loader)
    services, sections = [], []
    for name in loader.list_available_services("service-2"):
        model = loader.load_service_model(name, "service-2")
        rules = loader.load_service_model(name, "endpoint-rule-set-1")
        services.append(service_line(name, model, hosts.of(name, rules, model)))
        spoken = set(protocols(model["metadata"]))
        if spoken & (REST | QUERY):
            sections.append("\n".join([f"[{name}]", *operation_lines(model)]) + "\n")
    here = os.path.dirname(os.path.abspath(__file__))
    for file_name, text in {
        "services.txt": "\n".join(sorted(services)) + "\n",
        "operations.txt": "\n" + "\n".join(sorted(sections)),
    }.items():
        path = os.path.normpath(os.path.join(here, "..", "src", "catalogue", file_name))
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(HEAD.format(botocore.__version__) + text)
        print(path)


if __name__ == "__main__":
    main()
