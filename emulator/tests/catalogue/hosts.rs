//! Whose a host is.

use parhelion::catalogue::{by_host, is_of_aws};

#[test]
fn endpoints_name_service_and_region() {
    for (host, service, region, before) in [
        ("lambda.eu-west-1.amazonaws.com", "lambda", Some("eu-west-1"), ""),
        ("lambda-fips.us-gov-west-1.amazonaws.com", "lambda", Some("us-gov-west-1"), ""),
        ("lambda.eu-west-1.api.aws", "lambda", Some("eu-west-1"), ""),
        ("lambda.cn-north-1.amazonaws.com.cn", "lambda", Some("cn-north-1"), ""),
        ("lambda.eusc-de-east-1.amazonaws.eu", "lambda", Some("eusc-de-east-1"), ""),
        ("lambda.us-iso-east-1.c2s.ic.gov", "lambda", Some("us-iso-east-1"), ""),
        ("iam.amazonaws.com", "iam", None, ""),
        ("iam.global.api.aws", "iam", None, ""),
        ("iam.us-gov.amazonaws.com", "iam", None, ""),
        ("route53.amazonaws.com", "route53", None, ""),
        ("global.health.amazonaws.com", "health", None, ""),
        ("api.ecr.us-east-1.amazonaws.com", "ecr", Some("us-east-1"), ""),
        ("ecr.us-east-1.api.aws", "ecr", Some("us-east-1"), ""),
        ("data-ats.iot.us-east-1.amazonaws.com", "iot-data", Some("us-east-1"), ""),
        ("streams.dynamodb.us-east-1.amazonaws.com", "dynamodbstreams", Some("us-east-1"), ""),
        ("dynamodb.us-east-1.amazonaws.com", "dynamodb", Some("us-east-1"), ""),
        ("111122223333.ddb.us-east-1.amazonaws.com", "dynamodb", Some("us-east-1"), "111122223333"),
        ("fips.eks.us-east-1.amazonaws.com", "eks", Some("us-east-1"), "fips"),
        ("models-fips.lex.us-east-1.amazonaws.com", "lex-models", Some("us-east-1"), ""),
        ("sync-states.us-east-1.amazonaws.com", "stepfunctions", Some("us-east-1"), ""),
        ("sqs.us-east-1.amazonaws.com", "sqs", Some("us-east-1"), ""),
        ("queue.amazonaws.com", "sqs", None, ""),
        ("eu-west-1.queue.amazonaws.com", "sqs", Some("eu-west-1"), ""),
        ("eu-west-1.signin.aws.amazon.com", "signin", Some("eu-west-1"), ""),
        ("s3.dualstack.us-east-1.amazonaws.com", "s3", Some("us-east-1"), ""),
        ("logs.s3.us-east-1.amazonaws.com", "s3", Some("us-east-1"), "logs"),
        (
            "111122223333.s3-control.us-east-1.amazonaws.com",
            "s3control",
            Some("us-east-1"),
            "111122223333",
        ),
        ("vpce-1a2b.sqs.us-east-1.vpce.amazonaws.com", "sqs", Some("us-east-1"), "vpce-1a2b"),
        ("routes.geo.us-gov-west-1.us-gov.amazonaws.com", "geo-routes", Some("us-gov-west-1"), ""),
        ("no-such-service.us-east-1.amazonaws.com", "", None, ""),
    ] {
        let found = by_host(host);
        let seen = found.as_ref().map(|it| (it.services[0].name, it.region, it.before));
        let expected = (!service.is_empty()).then_some((service, region, before));
        assert_eq!(seen, expected, "{host}");
        assert!(!found.is_some_and(|it| it.of_a_customer), "{host}");
        assert!(is_of_aws(host), "{host}");
    }
}

#[test]
fn what_customers_made_is_no_endpoint() {
    for (host, service, region, before) in [
        ("abc.execute-api.us-east-1.amazonaws.com", "apigateway", Some("us-east-1"), "abc"),
        ("abc.lambda-url.us-east-1.on.aws", "lambda", Some("us-east-1"), "abc"),
        ("abc.appsync-api.eu-west-1.amazonaws.com", "appsync", Some("eu-west-1"), "abc"),
        ("web-123.us-east-1.elb.amazonaws.com", "elbv2", Some("us-east-1"), "web-123"),
        ("net-123.elb.us-east-1.amazonaws.com", "elbv2", Some("us-east-1"), "net-123"),
        ("db.abc.us-east-1.rds.amazonaws.com", "rds", Some("us-east-1"), "db.abc"),
        ("111122223333.dkr.ecr.us-east-1.amazonaws.com", "ecr", Some("us-east-1"), "111122223333"),
        ("search-x.us-east-1.es.amazonaws.com", "opensearch", Some("us-east-1"), "search-x"),
        ("b.s3-website.eu-central-1.amazonaws.com", "s3", Some("eu-central-1"), "b"),
    ] {
        let found = by_host(host).expect(host);
        assert_eq!((found.services[0].name, found.region, found.before), (service, region, before));
        assert!(found.of_a_customer, "{host}");
        assert!(is_of_aws(host), "{host}");
    }
}

#[test]
fn other_hosts_are_not_of_aws() {
    for host in ["localhost", "example.com", "notamazonaws.com", "amazonaws.com.example.org", "::1"]
    {
        assert!(!is_of_aws(host), "{host}");
        assert!(by_host(host).is_none(), "{host}");
    }
}
