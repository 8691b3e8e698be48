//! CF-11.1, CF-11.5: functions as accounts manage them.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

const CODE: &str = "function handler(event) { return event.request; }";

fn settings(runtime: &str) -> FunctionConfig {
    FunctionConfig {
        comment: "ours".into(),
        runtime: runtime.into(),
        key_value_store_associations: None,
    }
}

fn create(cloud: &mut Cloud, name: &str, code: &str) -> Result<(FunctionSummary, String)> {
    let output = cloud.call::<operations::CreateFunction>(CreateFunctionInput {
        name: name.into(),
        function_config: settings("cloudfront-js-2.0"),
        function_code: code.to_owned().into(),
        tags: None,
    })?;
    let location = format!("https://cloudfront.amazonaws.com/2020-05-31/function/{name}");
    assert_eq!(output.location.unwrap(), location);
    Ok((output.function_summary.unwrap(), output.e_tag.unwrap()))
}

fn describe(cloud: &mut Cloud, name: &str, stage: &str) -> Result<(FunctionSummary, String)> {
    let input = DescribeFunctionInput { name: name.into(), stage: Some(stage.into()) };
    let output = cloud.call::<operations::DescribeFunction>(input)?;
    Ok((output.function_summary.unwrap(), output.e_tag.unwrap()))
}

fn update(cloud: &mut Cloud, name: &str, tag: &str, code: &str) -> Result<String> {
    let output = cloud.call::<operations::UpdateFunction>(UpdateFunctionInput {
        name: name.into(),
        if_match: tag.into(),
        function_config: settings("cloudfront-js-2.0"),
        function_code: code.to_owned().into(),
    })?;
    Ok(output.e_tag.unwrap())
}

fn publish(cloud: &mut Cloud, name: &str, tag: &str) -> Result<FunctionSummary> {
    let input = PublishFunctionInput { name: name.into(), if_match: tag.into() };
    Ok(cloud.call::<operations::PublishFunction>(input)?.function_summary.unwrap())
}

fn delete(cloud: &mut Cloud, name: &str, tag: &str) -> Result<()> {
    let input = DeleteFunctionInput { name: name.into(), if_match: tag.into() };
    cloud.call::<operations::DeleteFunction>(input)
}

fn code(cloud: &mut Cloud, name: &str, stage: Option<&str>) -> Result<String> {
    let input = GetFunctionInput { name: name.into(), stage: stage.map(Into::into) };
    let output = cloud.call::<operations::GetFunction>(input)?;
    Ok(String::from_utf8(output.function_code.unwrap().to_vec()).unwrap())
}

fn listed(cloud: &mut Cloud, stage: Option<&str>) -> Vec<String> {
    let input = ListFunctionsInput { stage: stage.map(Into::into), ..Default::default() };
    let list = cloud.call::<operations::ListFunctions>(input).unwrap().function_list.unwrap();
    let items = list.items.unwrap_or_default();
    assert_eq!(list.quantity as usize, items.len());
    items.into_iter().map(|item| item.name).collect()
}

fn associations(items: &[(&str, &str)]) -> Option<FunctionAssociations> {
    let one = |(event, arn): &(&str, &str)| FunctionAssociation {
        function_arn: (*arn).into(),
        event_type: (*event).into(),
    };
    let items: Vec<_> = items.iter().map(one).collect();
    Some(FunctionAssociations { quantity: items.len() as i32, items: Some(items) })
}

fn with_functions(reference: &str, items: &[(&str, &str)]) -> DistributionConfig {
    let mut config = config(reference);
    config.default_cache_behavior.function_associations = associations(items);
    config
}

#[test]
fn cf_11_1_the_life_of_a_function() {
    let mut cloud = Cloud::new();
    let (summary, tag) = create(&mut cloud, "one_a", CODE).unwrap();
    assert_eq!(summary.status.as_deref(), Some("UNPUBLISHED"));
    let arn = summary.function_metadata.function_arn.clone();
    assert_eq!(arn, "arn:aws:cloudfront::123456789012:function/one_a");
    assert_eq!(summary.function_metadata.stage.as_deref(), Some("DEVELOPMENT"));
    assert_refused(create(&mut cloud, "one_a", CODE), "FunctionAlreadyExists", 409);
    assert_refused(describe(&mut cloud, "one_a", "LIVE"), "NoSuchFunctionExists", 404);
    let attached = with_functions("r", &[("viewer-request", &arn)]);
    assert_refused(cloud.create_with(attached.clone()), "InvalidFunctionAssociation", 400);

    assert_refused(publish(&mut cloud, "one_a", "EAAA"), "PreconditionFailed", 412);
    let published = publish(&mut cloud, "one_a", &tag).unwrap();
    assert_eq!(published.status.as_deref(), Some("UNASSOCIATED"));
    assert_eq!(published.function_metadata.stage.as_deref(), Some("LIVE"));
    let newer = update(&mut cloud, "one_a", &tag, "function handler(e) { return 1; }").unwrap();
    assert_refused(update(&mut cloud, "one_a", &tag, CODE), "PreconditionFailed", 412);
    assert_eq!(code(&mut cloud, "one_a", Some("LIVE")).unwrap(), CODE, "only DEVELOPMENT changes");
    assert!(code(&mut cloud, "one_a", None).unwrap().contains("return 1"));

    let created = cloud.create_with(attached).unwrap();
    let (live, _) = describe(&mut cloud, "one_a", "LIVE").unwrap();
    assert_eq!(live.status.as_deref(), Some("ASSOCIATED"));
    assert_refused(delete(&mut cloud, "one_a", &newer), "FunctionInUse", 409);
    cloud
        .edit(&created.id, |config| config.default_cache_behavior.function_associations = None)
        .unwrap();
    delete(&mut cloud, "one_a", &newer).unwrap();
    assert_refused(describe(&mut cloud, "one_a", "DEVELOPMENT"), "NoSuchFunctionExists", 404);
    assert_refused(delete(&mut cloud, "one_a", &newer), "NoSuchFunctionExists", 404);
}

#[test]
fn cf_11_1_lists_are_of_a_stage_and_in_pages() {
    let mut cloud = Cloud::new();
    for name in ["c", "a", "b_1"] {
        let (_, tag) = create(&mut cloud, name, CODE).unwrap();
        if name != "a" {
            publish(&mut cloud, name, &tag).unwrap();
        }
    }
    assert_eq!(listed(&mut cloud, None), ["a", "b_1", "c"]);
    assert_eq!(listed(&mut cloud, Some("LIVE")), ["b_1", "c"]);
    let input = ListFunctionsInput { max_items: Some("2".into()), ..Default::default() };
    let page = cloud.call::<operations::ListFunctions>(input).unwrap().function_list.unwrap();
    assert_eq!(page.next_marker.as_deref(), Some("b_1"));
    let rest = ListFunctionsInput { marker: page.next_marker, ..Default::default() };
    let page = cloud.call::<operations::ListFunctions>(rest).unwrap().function_list.unwrap();
    assert_eq!(page.items.unwrap()[0].name, "c");
}

#[test]
fn cf_11_1_what_a_function_may_be() {
    let mut cloud = Cloud::new();
    create(&mut cloud, "most", &"x".repeat(10_240)).unwrap();
    let more = create(&mut cloud, "more", &"x".repeat(10_241));
    assert_refused(more, "FunctionSizeLimitExceeded", 413);
    // Nobody reads it before it runs (CF-11.2).
    create(&mut cloud, "nonsense", "for (const a of b) {").unwrap();
    let mut input = CreateFunctionInput {
        name: "stores".into(),
        function_config: settings("cloudfront-js-2.0"),
        function_code: CODE.to_owned().into(),
        tags: None,
    };
    input.function_config.key_value_store_associations = Some(KeyValueStoreAssociations {
        quantity: 1,
        items: Some(vec![KeyValueStoreAssociation {
            key_value_store_arn: "arn:aws:cloudfront::123456789012:key-value-store/none".into(),
        }]),
    });
    assert_refused(cloud.call::<operations::CreateFunction>(input), "InvalidArgument", 400);
    for number in 0..98 {
        create(&mut cloud, &format!("f{number}"), CODE).unwrap();
    }
    assert_refused(create(&mut cloud, "over", CODE), "TooManyFunctions", 400);
}

#[test]
fn cf_9_3_associations_name_published_functions_at_viewer_events_once() {
    let mut cloud = Cloud::new();
    let (summary, tag) = create(&mut cloud, "one", CODE).unwrap();
    publish(&mut cloud, "one", &tag).unwrap();
    let arn = summary.function_metadata.function_arn;
    let twice = [("viewer-request", &*arn), ("viewer-response", &*arn)];
    cloud.create_with(with_functions("both", &twice)).unwrap();
    let wrong: [&[(&str, &str)]; 3] = [
        &[("origin-request", &arn)],
        &[("viewer-request", &arn), ("viewer-request", &arn)],
        &[("viewer-request", "arn:aws:cloudfront::210987654321:function/one")],
    ];
    for items in wrong {
        let refused = cloud.create_with(with_functions("wrong", items));
        assert_refused(refused, "InvalidFunctionAssociation", 400);
    }
    let mut mixed = with_functions("mixed", &[("viewer-request", &arn)]);
    let lambda = LambdaFunctionAssociation {
        lambda_function_arn: "arn:aws:lambda:us-east-1:123456789012:function:f:1".into(),
        event_type: "viewer-response".into(),
        include_body: None,
    };
    mixed.default_cache_behavior.lambda_function_associations =
        Some(LambdaFunctionAssociations { quantity: 1, items: Some(vec![lambda]) });
    assert_refused(cloud.create_with(mixed), "InvalidFunctionAssociation", 400);
}

#[test]
#[cfg(feature = "functions")]
fn cf_11_5_testing_runs_a_stage_and_checks_nothing_else() {
    let mut cloud = Cloud::new();
    let program = "function handler(event) { console.log('seen ' + event.request.uri); \
                   event.request.headers.host = { value: 'x' }; return event.request; }";
    let (_, tag) = create(&mut cloud, "one", program).unwrap();
    let event = r#"{"version":"1.0","context":{"eventType":"viewer-request"},"viewer":{"ip":"1.2.3.4"},
        "request":{"method":"GET","uri":"/a","headers":{},"cookies":{},"querystring":{}}}"#;
    let test = |cloud: &mut Cloud, tag: &str, event: &str, stage: Option<&str>| {
        let input = TestFunctionInput {
            name: "one".into(),
            if_match: tag.into(),
            stage: stage.map(Into::into),
            event_object: event.to_owned().into(),
        };
        cloud.call::<operations::TestFunction>(input).map(|output| output.test_result.unwrap())
    };
    let result = test(&mut cloud, &tag, event, None).unwrap();
    assert_eq!(result.function_execution_logs.unwrap(), ["seen /a"]);
    assert_eq!(result.function_error_message.as_deref(), Some(""));
    assert_eq!(result.compute_utilization.as_deref(), Some("1"));
    let output: serde_json::Value = serde_json::from_str(&result.function_output.unwrap()).unwrap();
    assert_eq!(output["request"]["headers"]["host"]["value"], "x", "S38: no rule is checked");
    assert_refused(test(&mut cloud, "EAAA", event, None), "PreconditionFailed", 412);
    assert_refused(test(&mut cloud, &tag, event, Some("LIVE")), "NoSuchFunctionExists", 404);
    assert_refused(test(&mut cloud, &tag, "no JSON", None), "InvalidArgument", 400);

    let tag =
        update(&mut cloud, "one", &tag, "function handler(e) {\n for (const a of e) ; }").unwrap();
    let result = test(&mut cloud, &tag, event, Some("DEVELOPMENT")).unwrap();
    assert_eq!(
        result.function_error_message.as_deref(),
        Some(
            "The CloudFront function associated with the CloudFront distribution is invalid or could not run. \
             Error: SyntaxError: Token \"of\" not supported in this version in 2"
        )
    );
    assert_eq!(result.function_output.as_deref(), Some(""));
}

#[test]
fn cf_8_10_functions_have_tags() {
    let mut cloud = Cloud::new();
    let tag = |key: &str, value: &str| Tag { key: key.into(), value: Some(value.into()) };
    let input = CreateFunctionInput {
        name: "one".into(),
        function_config: settings("cloudfront-js-1.0"),
        function_code: CODE.to_owned().into(),
        tags: Some(Tags { items: Some(vec![tag("a", "1")]) }),
    };
    let summary =
        cloud.call::<operations::CreateFunction>(input).unwrap().function_summary.unwrap();
    let resource = summary.function_metadata.function_arn;
    let more = Tags { items: Some(vec![tag("b", "2")]) };
    let input = TagResourceInput { resource: resource.clone(), tags: more };
    cloud.call::<operations::TagResource>(input).unwrap();
    let input = ListTagsForResourceInput { resource };
    let tags = cloud.call::<operations::ListTagsForResource>(input).unwrap().tags;
    assert_eq!(tags.items.unwrap(), [tag("a", "1"), tag("b", "2")]);
}
