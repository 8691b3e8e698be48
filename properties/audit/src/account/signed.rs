//! Calls of services of which there is no client here, signed by hand: STS, KMS, ACM, SQS and
//! CloudFormation.

use super::unread::Unread;
use super::{ATTEMPTS, Account};
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use parhelion::wire::signature::{Flavour, Payload, Signer, sign};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::time::Duration;

/// The first wait of a call that was throttled; it doubles.
const FIRST_WAIT: Duration = Duration::from_millis(200);

/// What is asked.
struct Ask<'a> {
    service: &'a str,
    region: &'a str,
    content_type: &'static str,
    target: Option<String>,
    flavour: Flavour,
    body: String,
}

impl Account {
    /// STS GetCallerIdentity, which needs no permission.
    pub(super) async fn caller_account(&self) -> Result<String, String> {
        let body = "Action=GetCallerIdentity&Version=2011-06-15".to_owned();
        let answer = self.query("sts", body).await.map_err(|unread| {
            let Unread { code, message, .. } = unread;
            format!("STS GetCallerIdentity: {code}: {message}")
        })?;
        let account = element(&answer, "Account");
        account.map(str::to_owned).ok_or_else(|| "STS did not say whose account it is".to_owned())
    }

    /// KMS DescribeKey: its state, `Enabled`, `PendingDeletion`, ….
    pub(crate) async fn key_state(&self, region: &str, key: &str) -> Result<String, Unread> {
        let body = json!({ "KeyId": key });
        let answer = self.json("kms", region, "TrentService.DescribeKey", "1.1", &body).await?;
        let state = answer["KeyMetadata"]["KeyState"].as_str();
        Ok(state.unwrap_or_default().to_owned())
    }

    /// ACM DescribeCertificate: its `Certificate`.
    pub(crate) async fn certificate(&self, arn: &str) -> Result<Value, Unread> {
        let region = arn.split(':').nth(3).unwrap_or(super::GLOBAL);
        let body = json!({ "CertificateArn": arn });
        let target = "CertificateManager.DescribeCertificate";
        let answer = self.json("acm", region, target, "1.1", &body).await?;
        Ok(answer["Certificate"].clone())
    }

    /// SQS GetQueueUrl: whether there is such a queue.
    pub(crate) async fn queue_exists(&self, arn: &str) -> Result<bool, Unread> {
        let mut parts = arn.split(':').skip(3);
        let region = parts.next().unwrap_or(&self.region);
        let (owner, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let body = json!({ "QueueName": name, "QueueOwnerAWSAccountId": owner });
        match self.json("sqs", region, "AmazonSQS.GetQueueUrl", "1.0", &body).await {
            Ok(_) => Ok(true),
            Err(unread) if unread.code.contains("NonExistentQueue") => Ok(false),
            Err(unread) if unread.code.contains("QueueDoesNotExist") => Ok(false),
            Err(unread) => Err(unread),
        }
    }

    /// CloudFormation DescribeStackResources: logical types and physical ids.
    pub(crate) async fn stack(&self, name: &str) -> Result<Vec<(String, String)>, Unread> {
        let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
        let body = format!("Action=DescribeStackResources&Version=2010-05-15&StackName={name}");
        let answer = self.query("cloudformation", body).await?;
        let members = answer.split("<member>").skip(1);
        let pair = |member: &str| {
            let kind = element(member, "ResourceType")?;
            let id = element(member, "PhysicalResourceId")?;
            Some((unescape(kind), unescape(id)))
        };
        Ok(members.filter_map(pair).collect())
    }

    async fn query(&self, service: &str, body: String) -> Result<String, Unread> {
        let ask = Ask {
            service,
            region: &self.region,
            content_type: "application/x-www-form-urlencoded",
            target: None,
            flavour: Flavour::WrappedXml,
            body,
        };
        self.ask(&ask).await
    }

    async fn json(
        &self,
        service: &str,
        region: &str,
        target: &str,
        version: &str,
        body: &Value,
    ) -> Result<Value, Unread> {
        let content_type = match version {
            "1.0" => "application/x-amz-json-1.0",
            _ => "application/x-amz-json-1.1",
        };
        let target = Some(target.to_owned());
        let body = body.to_string();
        let ask = Ask { service, region, content_type, target, flavour: Flavour::Json, body };
        let answer = self.ask(&ask).await?;
        serde_json::from_str(&answer).map_err(|error| Unread::new(200, "", &error.to_string()))
    }

    /// Tries as often as the SDK's clients do.
    async fn ask(&self, ask: &Ask<'_>) -> Result<String, Unread> {
        let mut wait = FIRST_WAIT;
        let mut left = ATTEMPTS;
        loop {
            left -= 1;
            let (status, text) = self.send(ask).await?;
            if (200..300).contains(&status) {
                return Ok(text);
            }
            let unread = refusal(status, &text);
            let again = matches!(status, 429 | 500 | 502 | 503 | 504)
                || unread.code.contains("Throttl")
                // Once the server's clock is known.
                || unread.code == "RequestTimeTooSkewed"
                || unread.message.contains("Signature expired")
                || unread.message.contains("Signature not yet current");
            if !again || left == 0 {
                return Err(unread);
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
    }

    async fn send(&self, ask: &Ask<'_>) -> Result<(u16, String), Unread> {
        let failed = |why: &dyn std::fmt::Display| Unread::new(0, "no answer", &why.to_string());
        let host = match &self.endpoint {
            Some(endpoint) => endpoint.split("://").nth(1).unwrap_or_default().to_owned(),
            None => format!("{}.{}.amazonaws.com", ask.service, ask.region),
        };
        let origin = self.endpoint.clone().unwrap_or_else(|| format!("https://{host}"));
        let mut request = http::Request::post(format!("{origin}/"))
            .header("host", &host)
            .header("content-type", ask.content_type);
        if let Some(target) = &ask.target {
            request = request.header("x-amz-target", target);
        }
        let body = SdkBody::from(ask.body.as_str());
        let mut request = request.body(body).map_err(|error| failed(&error))?;
        let credentials = sign::Credentials {
            access_key: self.credentials.access_key_id().to_owned(),
            secret: self.credentials.secret_access_key().to_owned(),
            token: self.credentials.session_token().map(str::to_owned),
        };
        let Ask { service, region, flavour, .. } = *ask;
        let now = self.now();
        let signer = Signer { credentials: &credentials, region, service, flavour, now };
        let bytes = bytes::Bytes::from(ask.body.clone());
        let payload = Payload::hash(&bytes.into()).map_err(|error| failed(&error))?;
        signer.sign(&mut request, &payload).map_err(|error| failed(&error))?;
        let request = HttpRequest::try_from(request).map_err(|error| failed(&error))?;
        let response = self.wire.call(request).await.map_err(|error| failed(&error))?;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.map_err(|error| failed(&error))?;
        Ok((status, String::from_utf8_lossy(&body.to_bytes()).into_owned()))
    }
}

/// Code and message of an error of JSON or XML.
fn refusal(status: u16, text: &str) -> Unread {
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        let code = value["__type"].as_str().or(value["code"].as_str()).unwrap_or_default();
        let message = value["message"].as_str().or(value["Message"].as_str());
        let code = code.rsplit('#').next().unwrap_or(code);
        return Unread::new(status, code, message.unwrap_or_default());
    }
    let code = element(text, "Code").unwrap_or_default();
    Unread::new(status, code, &unescape(element(text, "Message").unwrap_or_default()))
}

/// The text of the first element of a name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let rest = xml.split_once(&format!("<{name}>"))?.1;
    Some(rest.split_once(&format!("</{name}>"))?.0)
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&apos;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{element, refusal, unescape};

    #[test]
    fn errors_of_both_kinds() {
        let json = refusal(400, r#"{"__type":"a#NotFoundException","message":"no"}"#);
        assert_eq!((json.code.as_str(), json.message.as_str()), ("NotFoundException", "no"));
        let xml = "<ErrorResponse><Error><Code>Denied</Code><Message>a &amp;lt; b</Message>";
        let xml = refusal(403, xml);
        assert_eq!((xml.code.as_str(), xml.message.as_str()), ("Denied", "a &lt; b"));
        assert!(refusal(501, "").not_here);
        assert_eq!(refusal(502, "<html>").code, "status 502");
    }

    #[test]
    fn elements() {
        assert_eq!(element("<a><b>1</b><b>2</b></a>", "b"), Some("1"));
        assert_eq!(element("<a/>", "b"), None);
        assert_eq!(unescape("&lt;&amp;gt;"), "<&gt;");
    }
}
