//! Lists and tags.

use crate::support::*;
use parhelion_acm::model::operations::*;
use parhelion_acm::model::*;

impl Cloud {
    fn list(&mut self, input: ListCertificatesInput) -> (Vec<CertificateSummary>, Option<String>) {
        let listed = self.call::<ListCertificates>(input).unwrap();
        (listed.certificate_summary_list.unwrap(), listed.next_token)
    }

    fn tags(&mut self, arn: &str) -> Vec<(String, String)> {
        let input = ListTagsForCertificateInput { certificate_arn: arn.into() };
        let tags = self.call::<ListTagsForCertificate>(input).unwrap().tags.unwrap();
        tags.into_iter().map(|tag| (tag.key, tag.value.unwrap())).collect()
    }
}

fn domains(list: &[CertificateSummary]) -> Vec<&str> {
    list.iter().map(|it| it.domain_name.as_deref().unwrap()).collect()
}

/// ACM-1.8: who does not say so sees no keys but RSA's of 1024 and 2048 bits.
#[test]
fn acm_1_8_only_rsa_is_listed_by_itself() {
    let mut cloud = Cloud::new();
    cloud.issued("curve.example.com");
    let rsa = RequestCertificateInput { key_algorithm: None, ..by_dns("rsa.example.com") };
    let rsa = cloud.request(rsa).unwrap();
    let (list, _) = cloud.list(ListCertificatesInput::default());
    assert_eq!(domains(&list), ["rsa.example.com"]);
    assert_eq!(list[0].key_algorithm.as_deref(), Some("RSA-2048"));
    assert_eq!(list[0].in_use, Some(false));
    let keys = Some(vec!["EC_prime256v1".into()]);
    let curves = Filters { key_types: keys, ..Default::default() };
    let (list, _) =
        cloud.list(ListCertificatesInput { includes: Some(curves), ..Default::default() });
    assert_eq!(domains(&list), ["curve.example.com"]);
    let pending = Some(vec!["PENDING_VALIDATION".into()]);
    let of =
        |statuses| ListCertificatesInput { certificate_statuses: statuses, ..Default::default() };
    let (list, _) = cloud.list(of(pending.clone()));
    assert_eq!(list[0].certificate_arn.as_ref(), Some(&rsa));
    cloud.advance(HOUR);
    assert_eq!(cloud.list(of(pending)).0.len(), 0);
    assert_eq!(cloud.list(of(Some(vec!["ISSUED".into()]))).0.len(), 1);
    let uses =
        Filters { extended_key_usage: Some(vec!["CODE_SIGNING".into()]), ..Default::default() };
    let input = ListCertificatesInput { includes: Some(uses), ..Default::default() };
    assert_eq!(cloud.list(input).0.len(), 0);
}

#[test]
fn lists_come_in_pages_and_in_the_order_of_time() {
    let mut cloud = Cloud::new();
    for number in 0..5 {
        let domain = format!("{number}.example.com");
        cloud.request(RequestCertificateInput { key_algorithm: None, ..by_dns(&domain) }).unwrap();
        cloud.advance(HOUR);
    }
    for (order, wanted) in
        [(None, None), (Some("ASCENDING"), Some("01234")), (Some("DESCENDING"), Some("43210"))]
    {
        let mut seen = Vec::new();
        let mut next_token = None;
        loop {
            let (list, next) = cloud.list(ListCertificatesInput {
                max_items: Some(2),
                sort_by: order.map(|_| "CREATED_AT".into()),
                sort_order: order.map(Into::into),
                next_token,
                ..Default::default()
            });
            assert!(list.len() <= 2);
            seen.extend(list.into_iter().map(|it| it.domain_name.unwrap()));
            next_token = next;
            if next_token.is_none() {
                break;
            }
        }
        let numbers: String = seen.iter().filter_map(|domain| domain.chars().next()).collect();
        assert_eq!(numbers.len(), 5);
        assert!(wanted.is_none_or(|wanted| numbers == wanted), "{numbers}");
    }
    for input in [
        ListCertificatesInput { next_token: Some("x".into()), ..Default::default() },
        ListCertificatesInput { sort_by: Some("CREATED_AT".into()), ..Default::default() },
    ] {
        refused(cloud.call::<ListCertificates>(input), "InvalidArgsException");
    }
}

#[test]
fn tags_are_added_and_removed() {
    let mut cloud = Cloud::new();
    let tag =
        |key: &str, value: Option<&str>| Tag { key: key.into(), value: value.map(Into::into) };
    let tags = Some(vec![tag("team", Some("blue"))]);
    let arn = cloud.request(RequestCertificateInput { tags, ..by_dns("example.com") }).unwrap();
    let add = |tags| AddTagsToCertificateInput { certificate_arn: arn.clone(), tags };
    cloud.call::<AddTagsToCertificate>(add(vec![tag("tier", None)])).unwrap();
    let held = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(cloud.tags(&arn), [held("team", "blue"), held("tier", "")]);
    let bad = vec![tag("aws:x", None)];
    refused(cloud.call::<AddTagsToCertificate>(add(bad)), "InvalidTagException");
    let twice = vec![tag("a", None), tag("a", Some("b"))];
    refused(cloud.call::<AddTagsToCertificate>(add(twice)), "InvalidTagException");
    let many = (0..49).map(|number| tag(&number.to_string(), None)).collect();
    refused(cloud.call::<AddTagsToCertificate>(add(many)), "TooManyTagsException");
    assert_eq!(cloud.tags(&arn).len(), 2, "nothing of it");
    let remove = |tags| RemoveTagsFromCertificateInput { certificate_arn: arn.clone(), tags };
    cloud.call::<RemoveTagsFromCertificate>(remove(vec![tag("team", Some("red"))])).unwrap();
    assert_eq!(cloud.tags(&arn).len(), 2, "another value");
    let both = vec![tag("team", Some("blue")), tag("tier", None)];
    cloud.call::<RemoveTagsFromCertificate>(remove(both)).unwrap();
    assert!(cloud.tags(&arn).is_empty());
}
