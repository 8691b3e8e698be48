"""AWS's published API models, as botocore carries them, to one `model.smithy` a service.

    pip install botocore==1.43.11 && python3 emulator/model/import.py

The output is a subset of Smithy IDL 2.0 (https://smithy.io/2.0/spec/idl.html): names, shapes,
bindings, constraints and errors; no prose. It is sorted and deterministic: importing the same
botocore again changes nothing, so a diff of a model is the review of an AWS change.
Corrections belong in `patches.smithy` beside a model, never in the model itself.
"""

import gzip
import json
import os
import re
import sys

import botocore

WIDTH = 100
SERVICES = {
    # folder: (botocore's folder, Smithy's name of the service shape)
    "s3": ("s3/2006-03-01", "AmazonS3"),
    "s3control": ("s3control/2018-08-20", "AWSS3ControlServiceV20180820"),
    "cloudfront": ("cloudfront/2020-05-31", "Cloudfront2020_05_31"),
    "cloudfront-keyvaluestore": ("cloudfront-keyvaluestore/2022-07-26", "CloudFrontKeyValueStore"),
    "cloudwatch": ("cloudwatch/2010-08-01", "GraniteServiceVersion20100801"),
    "logs": ("logs/2014-03-28", "Logs_20140328"),
    "iam": ("iam/2010-05-08", "AWSIdentityManagementV20100508"),
    "kms": ("kms/2014-11-01", "TrentService"),
    "sqs": ("sqs/2012-11-05", "AmazonSQS"),
    "acm": ("acm/2015-12-08", "CertificateManager"),
    "sts": ("sts/2011-06-15", "AWSSecurityTokenServiceV20110615"),
}
PROTOCOLS = {
    "rest-xml": "aws.protocols#restXml",
    "rest-json": "aws.protocols#restJson1",
    "query": "aws.protocols#awsQuery",
    "ec2": "aws.protocols#ec2Query",
    "smithy-rpc-v2-cbor": "smithy.protocols#rpcv2Cbor",
}
# Shapes every Smithy file knows; botocore spells some in lower case.
PRELUDE = {
    "string": "String", "boolean": "Boolean", "integer": "Integer", "long": "Long",
    "float": "Float", "double": "Double", "timestamp": "Timestamp", "blob": "Blob",
}
TIMESTAMPS = {"iso8601": "date-time", "rfc822": "http-date", "unixTimestamp": "epoch-seconds"}
CONSTRAINED_BY_LENGTH = {"string", "blob", "list", "map"}


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def trait(name, /, *values, **named):
    """`@name`, `@name("value")` or `@name(key: value)`."""
    parts = [quoted(v) if isinstance(v, str) else str(v) for v in values]
    for key, value in named.items():
        if value is not None:
            parts.append(f"{key}: {quoted(value) if isinstance(value, str) else value}")
    return f"@{name}({', '.join(parts)})" if parts else f"@{name}"


def block(head, entries, indent=""):
    """`head entry entry`, closed, on one line if it fits, else wrapped."""
    close, space = ("]", "") if head.endswith("[") else ("}", " ")
    one = f"{indent}{head}{space}{' '.join(entries)}{space}{close}"
    if len(one) <= WIDTH and "\n" not in one:
        return one
    lines, line = [f"{indent}{head}"], ""
    for entry in entries:
        if line and len(indent) + 4 + len(line) + 1 + len(entry) > WIDTH:
            lines.append(f"{indent}    {line}")
            line = entry
        else:
            line = f"{line} {entry}".strip()
    lines.append(f"{indent}    {line}")
    return "\n".join([*lines, indent + close])


class Importer:
    def __init__(self, folder):
        self.folder = folder
        source, self.service = SERVICES[folder]
        self.source = source
        path = os.path.join(os.path.dirname(botocore.__file__), "data", source, "service-2.json")
        opened = gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path)
        with opened as file:
            self.model = json.load(file)
        self.shapes = self.model["shapes"]
        self.inputs = {}  # shape name: botocore's reference to it, which carries traits
        for name, operation in self.model["operations"].items():
            if "input" in operation:
                reference = operation["input"]
                known = self.inputs.setdefault(reference["shape"], reference)
                assert known.get("locationName") == reference.get("locationName"), name
        self.streaming = any(
            member.get("streaming")
            for shape in self.shapes.values()
            for member in shape.get("members", {}).values()
        )

    def prelude(self, name):
        """Smithy's own name of a shape that says nothing more; `None` for all others.

        Logs' `long Timestamp` is not one, whatever its name.
        """
        shape = self.shapes[name]
        bare = set(shape) <= {"type", "documentation", "box"}
        return PRELUDE.get(shape["type"]) if bare and name.lower() == shape["type"] else None

    def target(self, name):
        return self.prelude(name) or name

    # ---- service and operations

    def text(self):
        parts = [
            f"// From botocore {botocore.__version__}, {self.source}, by emulator/model/import.py."
            " Do not edit.",
            '$version: "2"',
            f"namespace com.amazonaws.{self.folder.replace('-', '')}",
            self.service_shape(),
        ]
        parts += [self.operation(*item) for item in sorted(self.model["operations"].items())]
        names = [name for name in sorted(self.shapes) if not self.prelude(name)]
        written = {name: self.shape(name, self.shapes[name]) for name in names}
        structures = {n for n in names if self.shapes[n]["type"] == "structure"}
        enums = {n for n in names if "enum" in self.shapes[n]}
        collections = {n for n in names if self.shapes[n]["type"] in ("list", "map")}
        parts += [written[name] for name in names if name in structures]
        simple = set(names) - structures - enums - collections
        for some in (collections, enums, simple):
            parts.append("\n".join(written[name] for name in names if name in some))
        if self.streaming:
            parts.append("@streaming blob StreamingBlob")
        return "\n\n".join(parts) + "\n"

    def service_shape(self):
        metadata = self.model["metadata"]
        lines = []
        for protocol in metadata.get("protocols", [metadata["protocol"]]):
            if protocol == "json":
                version = metadata["jsonVersion"].replace(".", "_")
                lines.append(f"@aws.protocols#awsJson{version}")
            else:
                lines.append("@" + PROTOCOLS[protocol])
        signing = metadata.get("signingName", metadata["endpointPrefix"])
        lines.append(trait("aws.auth#sigv4", name=signing))
        lines.append(trait("aws.api#service", endpointPrefix=metadata["endpointPrefix"]))
        if "xmlNamespace" in metadata:
            lines.append(trait("xmlNamespace", uri=metadata["xmlNamespace"]))
        if "targetPrefix" in metadata:
            assert metadata["targetPrefix"] == self.service, "Smithy's shape name is the prefix"
        lines.append(f"service {self.service} {{")
        lines.append(f"    version: {quoted(metadata['apiVersion'])}")
        lines.append(block("operations: [", sorted(self.model["operations"]), "    "))
        return "\n".join([*lines, "}"])

    def operation(self, name, operation):
        http = operation["http"]
        lines = []
        if (http["method"], http["requestUri"]) != ("POST", "/"):  # RPC protocols need no binding
            code = http.get("responseCode")
            code = None if code == 200 else code
            uri = self.uri(operation)
            lines.append(trait("http", method=http["method"], uri=uri, code=code))
        if operation.get("httpChecksum", {}).get("requestChecksumRequired") or operation.get(
            "httpChecksumRequired"
        ):
            lines.append("@httpChecksumRequired")
        if "endpoint" in operation:
            lines.append(trait("endpoint", hostPrefix=operation["endpoint"]["hostPrefix"]))
        if operation.get("deprecated"):
            lines.append("@deprecated")
        facts = []
        for side in ("input", "output"):
            if side in operation:
                facts.append(f"{side}: {operation[side]['shape']}")
        wrapper = operation.get("output", {}).get("resultWrapper")
        assert wrapper in (None, name + "Result"), "awsQuery's wrapper is always <Operation>Result"
        errors = [error["shape"] for error in operation.get("errors", [])]
        if errors:
            facts.append(block("errors: [", errors, "    ").strip())
        one = f"operation {name} {{ {' '.join(facts)} }}"
        if len(one) <= WIDTH and "\n" not in one:
            lines.append(one)
        else:
            lines += [f"operation {name} {{", *(f"    {fact}" for fact in facts), "}"]
        return "\n".join(lines)

    def uri(self, operation):
        """The path with members' names for labels (botocore has wire names)."""
        uri = operation["http"]["requestUri"]
        members = self.shapes[operation["input"]["shape"]]["members"] if "input" in operation else {}
        names = {
            member.get("locationName", name): name
            for name, member in members.items()
            if member.get("location") == "uri"
        }
        return re.sub(r"\{([^}+]+)(\+?)\}", lambda m: f"{{{names[m[1]]}{m[2]}}}", uri)

    # ---- shapes

    def shape(self, name, shape):
        kind = shape["type"]
        if kind == "structure":
            return self.structure(name, shape)
        head = " ".join(self.constraints(shape))
        if kind == "list":
            member = self.reference(shape["member"])
            body = block(f"list {name} {{", [f"{member[0]}member: {member[1]}"])
        elif kind == "map":
            key, value = self.reference(shape["key"]), self.reference(shape["value"])
            members = [f"{key[0]}key: {key[1]}", f"{value[0]}value: {value[1]}"]
            body = block(f"map {name} {{", members)
        elif "enum" in shape:
            body = block(f"enum {name} {{", self.enum(shape["enum"]))
        else:
            if "timestampFormat" in shape:
                assert kind == "timestamp", name
                head = trait("timestampFormat", TIMESTAMPS[shape["timestampFormat"]])
            body = f"{kind} {name}"
        first, _, rest = body.partition("\n")
        if not head:
            return body
        separator = " " if len(head) + 1 + len(first) <= WIDTH else "\n"
        return head + separator + body

    def reference(self, reference):
        """The traits and target of a list's or map's member."""
        name = reference.get("locationName")
        return (trait("xmlName", name) + " " if name else "", self.target(reference["shape"]))

    def constraints(self, shape):
        kind, traits = shape["type"], []
        low, high = shape.get("min"), shape.get("max")
        if low is not None or high is not None:
            name = "length" if kind in CONSTRAINED_BY_LENGTH else "range"
            traits.append(trait(name, min=low, max=high))
        if "pattern" in shape:
            traits.append(trait("pattern", shape["pattern"]))
        return traits

    def enum(self, values):
        """Smithy wants identifiers; a value that is none gets one made from it."""
        taken, entries = set(), []
        for value in values:
            name = re.sub(r"\W", "_", value, flags=re.ASCII) or "EMPTY"
            name = f"_{name}" if name[0].isdigit() else name
            while name in taken:
                name += "_"
            taken.add(name)
            entries.append(name if name == value else f"{name} = {quoted(value)}")
        return entries

    def structure(self, name, shape):
        traits = self.structure_traits(name, shape)
        union = shape.get("union") or shape.get("eventstream")
        if shape.get("eventstream"):
            traits.append("@streaming")
        word = "union" if union else "structure"
        order = list(shape["members"])
        if "xmlOrder" in shape:
            assert sorted(shape["xmlOrder"]) == sorted(order), name
            order = shape["xmlOrder"]
        lines = [self.member(name, shape, member) for member in order]
        head = "".join(t + "\n" for t in traits)
        if not lines:
            return f"{head}{word} {name} {{}}"
        return "\n".join([f"{head}{word} {name} {{", *lines, "}"])

    def structure_traits(self, name, shape):
        traits = []
        if shape.get("exception"):
            error = shape.get("error", {})
            fault = shape.get("fault") or error.get("senderFault") is False
            traits.append(trait("error", "server" if fault else "client"))
            if "httpStatusCode" in error:
                traits.append(trait("httpError", error["httpStatusCode"]))
            if error.get("code", name) != name:
                traits.append(
                    trait("aws.protocols#awsQueryError", code=error["code"],
                          httpResponseCode=error["httpStatusCode"])
                )
        reference = self.inputs.get(name, {})
        xml_name = reference.get("locationName", shape.get("locationName"))
        if xml_name:
            traits.append(trait("xmlName", xml_name))
        namespace = reference.get("xmlNamespace", shape.get("xmlNamespace"))
        if namespace:
            traits.append(self.namespace(namespace))
        if shape.get("deprecated"):
            traits.append("@deprecated")
        return traits

    def namespace(self, namespace):
        return trait("xmlNamespace", prefix=namespace.get("prefix"), uri=namespace["uri"])

    def member(self, owner, shape, name):
        member = shape["members"][name]
        target = self.shapes[member["shape"]]
        traits = []
        if name in shape.get("required", []):
            traits.append("@required")
        payload = shape.get("payload") == name
        if payload:
            traits.append("@httpPayload")
        if member.get("eventheader"):
            traits.append("@eventHeader")
        if member.get("eventpayload"):
            traits.append("@eventPayload")
        traits += self.location(name, member, target)
        if member.get("hostLabel"):
            traits.append("@hostLabel")
        traits += self.xml(name, member, target)
        if "timestampFormat" in member:
            traits.append(trait("timestampFormat", TIMESTAMPS[member["timestampFormat"]]))
        if member.get("idempotencyToken"):
            traits.append("@idempotencyToken")
        if member.get("deprecated"):
            traits.append("@deprecated")
        known = "StreamingBlob" if member.get("streaming") else self.target(member["shape"])
        prefix = "".join(f"{t} " for t in traits)
        line = f"    {prefix}{name}: {known}"
        if len(line) <= WIDTH or not traits:
            return line
        together = "    " + " ".join(traits)
        lines = [together] if len(together) <= WIDTH else [f"    {t}" for t in traits]
        return "\n".join([*lines, f"    {name}: {known}"])

    def location(self, name, member, target):
        location, wire = member.get("location"), member.get("locationName", name)
        if location == "uri":
            return ["@httpLabel"]
        if location == "header":
            return [trait("httpHeader", wire)]
        if location == "headers":
            return [trait("httpPrefixHeaders", wire)]
        if location == "querystring":
            assert target["type"] != "map", name
            return [trait("httpQuery", wire)]
        if location == "statusCode":
            return ["@httpResponseCode"]
        assert location is None, location
        return []

    def xml(self, name, member, target):
        traits = []
        flattened = member.get("flattened") or target.get("flattened")
        if member.get("location") is None:
            wire = member.get("locationName", target.get("locationName", name))
            if flattened and target["type"] == "list":  # botocore: the list's own name wins
                wire = target["member"].get("locationName", wire)
            if wire != name:
                traits.append(trait("xmlName", wire))
        if flattened:
            traits.append("@xmlFlattened")
        if member.get("xmlAttribute"):
            traits.append("@xmlAttribute")
        if "xmlNamespace" in member:
            traits.append(self.namespace(member["xmlNamespace"]))
        return traits


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in sys.argv[1:] or SERVICES:
        path = os.path.join(here, "..", "services", folder, "model.smithy")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(Importer(folder).text())
        print(os.path.normpath(path))


if __name__ == "__main__":
    main()
