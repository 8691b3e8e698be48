"""boto3 against CloudWatch in each of its three protocols: the same calls, answers and refusals (CW-G37)."""

import datetime
import json

import botocore.session
from botocore.exceptions import ClientError
from support import endpoint, passed

PROTOCOLS = ["query", "json", "smithy-rpc-v2-cbor"]
NOW = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
HOUR = datetime.timedelta(hours=1)


def client(protocol):
    """A client that speaks this protocol, whatever botocore prefers."""
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    load = loader.load_service_model

    def only(name, kind, api_version=None):
        model = load(name, kind, api_version)
        if name == "cloudwatch" and kind == "service-2":
            model["metadata"].update(protocol=protocol, protocols=[protocol])
        return model

    loader.load_service_model = only
    return session.create_client("cloudwatch", endpoint_url=endpoint)


def told(answer):
    """An answer without what differs from call to call."""
    times = ("Timestamp", "LastModified")
    if isinstance(answer, dict):
        kept = {k: told(v) for k, v in answer.items() if k not in ("ResponseMetadata", "HistoryData")}
        return {k: bool(v) if k.endswith(times) else v for k, v in kept.items()}
    return [told(it) for it in answer] if isinstance(answer, list) else answer


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return status, error.response["Error"]["Code"], error.response["Error"]["Message"] or ""
    raise AssertionError("a refusal expected")


def scenario(cw, space):
    """What happens; the namespace is the protocol's own, and left out of what is told."""
    data = [{"MetricName": "load", "Values": [1.5, 2], "Counts": [3, 1], "Unit": "Count", "Timestamp": NOW,
             "Dimensions": [{"Name": "host", "Value": "a&<b>"}]}]
    cw.put_metric_data(Namespace=space, MetricData=data)
    metric = {"Namespace": space, "MetricName": "load", "Dimensions": data[0]["Dimensions"]}
    span = {"StartTime": NOW - HOUR, "EndTime": NOW + HOUR}
    alarm = {"AlarmName": space, **metric, "ExtendedStatistic": "p99", "Period": 60, "EvaluationPeriods": 2,
             "Threshold": 0.1, "ComparisonOperator": "LessThanThreshold", "Tags": [{"Key": "k", "Value": ""}]}
    cw.put_metric_alarm(**alarm)
    cw.set_alarm_state(AlarmName=space, StateValue="OK", StateReason="by hand", StateReasonData='{"a": 1}')
    arn = cw.describe_alarms(AlarmNames=[space])["MetricAlarms"][0]["AlarmArn"]
    cw.tag_resource(ResourceARN=arn, Tags=[{"Key": "l", "Value": "m"}])
    body = json.dumps({"widgets": [{"type": "text", "properties": {"markdown": "# <&>"}}], "more": 1})
    query = {"Id": "q", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
    bad = {"Id": "Q", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Total"}}
    told_all = [
        cw.list_metrics(Namespace=space), cw.list_metrics(Namespace=space + "-none"),
        cw.get_metric_statistics(**metric, **span, Period=60, Statistics=["Sum", "Average"]),
        cw.get_metric_statistics(**metric, **span, Period=60, ExtendedStatistics=["p50"]),
        cw.get_metric_data(**span, MetricDataQueries=[query]),
        cw.describe_alarms(AlarmNames=[space]), cw.describe_alarms(AlarmNames=["none"]),
        cw.describe_alarms_for_metric(Namespace=space, MetricName="load"),
        cw.describe_alarm_history(AlarmName=space), cw.describe_alarm_contributors(AlarmName=space),
        cw.list_tags_for_resource(ResourceARN=arn),
        cw.put_dashboard(DashboardName=space, DashboardBody=body), cw.get_dashboard(DashboardName=space),
        cw.list_dashboards(DashboardNamePrefix=space),
        refusal(cw.put_metric_data, Namespace=space, MetricData=[{"MetricName": "x", "Value": float("nan")}]),
        refusal(cw.put_metric_data, Namespace=space, MetricData=[{"MetricName": "x", "Value": 1, "Unit": "x"}]),
        refusal(cw.put_metric_data, Namespace=space, MetricData=[{"MetricName": "x"}]),
        refusal(cw.get_metric_data, **span, MetricDataQueries=[bad, query]),
        refusal(cw.get_metric_statistics, **metric, **span, Period=1, Statistics=["Sum"]),
        refusal(cw.set_alarm_state, AlarmName="none", StateValue="OK", StateReason="r"),
        refusal(cw.set_alarm_state, AlarmName=space, StateValue="BAD", StateReason="r"),
        refusal(cw.put_metric_alarm, **{**alarm, "Period": 45}),
        refusal(cw.describe_alarms, NextToken="none"),
        refusal(cw.get_dashboard, DashboardName="none"),
        refusal(cw.put_dashboard, DashboardName=space, DashboardBody='{"widgets": [{}]}'),
        refusal(cw.tag_resource, ResourceARN=arn + "-none", Tags=[{"Key": "l", "Value": "m"}]),
    ]
    cw.delete_dashboards(DashboardNames=[space])
    cw.delete_alarms(AlarmNames=[space])
    return json.loads(json.dumps(told(told_all), default=str).replace(space, "space"))


stories = {protocol: scenario(client(protocol), f"boto3-{protocol}") for protocol in PROTOCOLS}
query, others = stories["query"], PROTOCOLS[1:]
for protocol in others:
    for n, (one, other) in enumerate(zip(query, stories[protocol], strict=True)):
        assert one == other, f"{protocol}, {n}: {one} {other}"
codes = [it[1] for it in query if isinstance(it, list)]
assert codes == ["InvalidParameterValue", "InvalidParameterValue", "InvalidParameterCombination",
                 "ValidationError", "InvalidParameterCombination", "ResourceNotFound", "ValidationError",
                 "ValidationError", "InvalidNextToken", "ResourceNotFound", "InvalidParameterInput",
                 "ResourceNotFoundException"], codes
assert query[2]["Datapoints"] == [{"Timestamp": True, "Average": 1.625, "Sum": 6.5, "Unit": "Count"}], query[2]

# The framework's errors have names beside their codes.
try:
    client("json").set_alarm_state(AlarmName="none", StateValue="BAD", StateReason="r")
    raise AssertionError("refused")
except ClientError as error:
    assert error.response["Error"]["QueryErrorCode"] == "ValidationException", error.response
passed("boto3_cloudwatch")
