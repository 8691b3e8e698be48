//! The SQL reference's own examples, and what goes wrong.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use crate::*;
use std::io::Read;

struct Object(Vec<u8>);

impl Stored for Object {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_from(&self, start: u64) -> Box<dyn Read + Send> {
        Box::new(std::io::Cursor::new(self.0[start as usize..].to_vec()))
    }
}

fn csv(header: Header) -> Input {
    Input::Csv(CsvInput { header, ..CsvInput::default() })
}

const JSON: Input = Input::Json { lines: false };

fn json_out() -> Output {
    Output::Json("\n".to_owned())
}

fn csv_out() -> Output {
    Output::Csv(CsvOutput::default())
}

fn request(expression: &str, input: Input, output: Output) -> Request {
    Request {
        expression: expression.to_owned(),
        input,
        compression: Compression::None,
        range: None,
        output,
        // 2017-10-13T16:02:11.123Z
        now: 1_507_910_531_123,
    }
}

fn run(request: Request, object: impl Into<Vec<u8>>) -> Result<String, Problem> {
    let mut selection = Selection::new(request, &Object(object.into()))?;
    let mut all = Vec::new();
    while let Step::Records(bytes) = selection.step()? {
        all.extend(bytes);
    }
    assert_eq!(selection.progress().returned, all.len() as u64);
    Ok(String::from_utf8(all).unwrap())
}

fn of_json(expression: &str, object: &str) -> Result<String, Problem> {
    run(request(expression, JSON, json_out()), object)
}

fn of_csv(expression: &str, header: Header, object: &str) -> Result<String, Problem> {
    run(request(expression, csv(header), csv_out()), object)
}

/// What an expression of constants is.
fn value(expression: &str) -> Result<String, Problem> {
    let text = of_json(&format!("SELECT {expression} AS v FROM S3Object"), "{}")?;
    Ok(match text.trim_end().strip_prefix("{\"v\":").and_then(|it| it.strip_suffix('}')) {
        Some(value) => value.to_owned(),
        None => "missing".to_owned(),
    })
}

#[track_caller]
fn are(cases: &[(&str, &str)]) {
    for (expression, expected) in cases {
        assert_eq!(value(expression).as_deref(), Ok(*expected), "{expression}");
    }
}

#[track_caller]
fn fail(cases: &[(&str, &str)]) {
    for (expression, code) in cases {
        assert_eq!(value(expression).map_err(|it| it.code), Err(*code), "{expression}");
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conditional.html>
#[test]
fn conditional_functions() {
    are(&[
        ("COALESCE(1)", "1"),
        ("COALESCE(null)", "null"),
        ("COALESCE(null, null)", "null"),
        ("COALESCE(missing)", "null"),
        ("COALESCE(missing, missing)", "null"),
        ("COALESCE(1, null)", "1"),
        ("COALESCE(null, null, 1)", "1"),
        ("COALESCE(null, 'string')", "\"string\""),
        ("COALESCE(missing, 1)", "1"),
        ("NULLIF(1, 1)", "null"),
        ("NULLIF(1, 2)", "1"),
        ("NULLIF(1.0, 1)", "null"),
        ("NULLIF(1, '1')", "1"),
        ("NULLIF([1], [1])", "null"),
        ("NULLIF(1, NULL)", "1"),
        ("NULLIF(NULL, 1)", "null"),
        ("NULLIF(null, null)", "null"),
        ("NULLIF(missing, null)", "null"),
        ("NULLIF(missing, missing)", "null"),
        (
            "CASE 'New York City' WHEN 'New York City' THEN 'Big Apple' ELSE 'other' END",
            "\"Big Apple\"",
        ),
        ("CASE WHEN 12624 < 10000 THEN 1 WHEN 12624 > 10000 THEN 2 ELSE 3 END", "2"),
        ("CASE WHEN null THEN 1 END", "null"),
    ]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html>; the page's
/// `DATE_DIFF(year, 2010T, 2010-05T) -- 4` is of months.
#[test]
fn date_functions() {
    are(&[
        ("DATE_ADD(year, 5, `2010-01-01T`)", "\"2015-01-01\""),
        ("DATE_ADD(month, 1, `2010T`)", "\"2010-02T\""),
        ("DATE_ADD(month, 13, `2010T`)", "\"2011-02T\""),
        ("DATE_ADD(day, -1, `2017-01-10T`)", "\"2017-01-09\""),
        ("DATE_ADD(hour, 1, `2017T`)", "\"2017-01-01T01:00-00:00\""),
        ("DATE_ADD(hour, 1, `2017-01-02T03:04Z`)", "\"2017-01-02T04:04Z\""),
        ("DATE_ADD(minute, 1, `2017-01-02T03:04:05.006Z`)", "\"2017-01-02T03:05:05.006Z\""),
        ("DATE_ADD(second, 1, `2017-01-02T03:04:05.006Z`)", "\"2017-01-02T03:04:06.006Z\""),
        ("DATE_ADD(month, 1, `2024-01-31T`)", "\"2024-02-29\""),
        ("DATE_DIFF(year, `2010-01-01T`, `2011-01-01T`)", "1"),
        ("DATE_DIFF(month, `2010T`, `2010-05T`)", "4"),
        ("DATE_DIFF(month, `2010T`, `2011T`)", "12"),
        ("DATE_DIFF(month, `2011T`, `2010T`)", "-12"),
        ("DATE_DIFF(day, `2010-01-01T23:00Z`, `2010-01-02T01:00Z`)", "0"),
        ("EXTRACT(YEAR FROM `2010-01-01T`)", "2010"),
        ("EXTRACT(MONTH FROM `2010T`)", "1"),
        ("EXTRACT(MONTH FROM `2010-10T`)", "10"),
        ("EXTRACT(HOUR FROM `2017-01-02T03:04:05+07:08`)", "3"),
        ("EXTRACT(MINUTE FROM `2017-01-02T03:04:05+07:08`)", "4"),
        ("EXTRACT(TIMEZONE_HOUR FROM `2017-01-02T03:04:05+07:08`)", "7"),
        ("EXTRACT(TIMEZONE_MINUTE FROM `2017-01-02T03:04:05+07:08`)", "8"),
        ("TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y')", "\"July 20, 1969\""),
        ("TO_STRING(`1969-07-20T20:18Z`, 'MMM d, yyyy')", "\"Jul 20, 1969\""),
        ("TO_STRING(`1969-07-20T20:18Z`, 'M-d-yy')", "\"7-20-69\""),
        ("TO_STRING(`1969-07-20T20:18Z`, 'MM-d-y')", "\"07-20-1969\""),
        ("TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y h:m a')", "\"July 20, 1969 8:18 PM\""),
        ("TO_STRING(`1969-07-20T20:18Z`, 'y-MM-dd''T''H:m:ssX')", "\"1969-07-20T20:18:00Z\""),
        (
            "TO_STRING(`1969-07-20T20:18+08:00`, 'y-MM-dd''T''H:m:ssXXXX')",
            "\"1969-07-20T20:18:00+0800\"",
        ),
        (
            "TO_STRING(`1969-07-20T20:18+08:00`, 'y-MM-dd''T''H:m:ssXXXXX')",
            "\"1969-07-20T20:18:00+08:00\"",
        ),
        ("TO_TIMESTAMP('2007T')", "\"2007T\""),
        ("TO_TIMESTAMP('2007-02-23T12:14:33.079-08:00')", "\"2007-02-23T12:14:33.079-08:00\""),
        ("TO_TIMESTAMP('July 4, 2016 8:05 PM', 'MMMM d, y h:m a')", "\"2016-07-04T20:05-00:00\""),
        ("UTCNOW()", "\"2017-10-13T16:02:11.123Z\""),
        ("CAST('2007-04-05T14:30Z' AS TIMESTAMP) = `2007-04-05T16:30+02:00`", "true"),
    ]);
    fail(&[
        ("TO_STRING(`2010T`, 'b')", "EvaluatorInvalidTimestampFormatPatternSymbol"),
        ("TO_STRING(`2010T`, 'yyyyy')", "EvaluatorInvalidTimestampFormatPatternToken"),
        ("TO_STRING(`2010T`, '''y')", "EvaluatorUnterminatedTimestampFormatPatternToken"),
        ("TO_TIMESTAMP('1 1', 'y yy')", "EvaluatorTimestampFormatPatternDuplicateFields"),
        ("TO_TIMESTAMP('1 1', 'y h')", "EvaluatorTimestampFormatPatternHourClockAmPmMismatch"),
        ("TO_TIMESTAMP('tomorrow')", "ValueParseFailure"),
        ("DATE_ADD(year, 9223372036854775807, `2010T`)", "IntegerOverflow"),
        ("DATE_ADD(fortnight, 1, `2010T`)", "ParseExpectedDatePart"),
        ("DATE_ADD(day, 1, '2010T')", "IncorrectSqlFunctionArgumentType"),
    ]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-string.html>
#[test]
fn string_functions() {
    are(&[
        ("CHAR_LENGTH('')", "0"),
        ("CHARACTER_LENGTH('abcdefg')", "7"),
        ("CHAR_LENGTH('é🦀')", "2"),
        ("LOWER('AbCdEfG!@#$')", "\"abcdefg!@#$\""),
        ("UPPER('AbCdEfG!@#$')", "\"ABCDEFG!@#$\""),
        ("SUBSTRING('123456789', 0)", "\"123456789\""),
        ("SUBSTRING('123456789', 1)", "\"123456789\""),
        ("SUBSTRING('123456789', 2)", "\"23456789\""),
        ("SUBSTRING('123456789', -4)", "\"123456789\""),
        ("SUBSTRING('123456789', 0, 999)", "\"123456789\""),
        ("SUBSTRING('123456789', 1, 5)", "\"12345\""),
        ("SUBSTRING('123456789' FROM 0 FOR 3)", "\"12\""),
        ("SUBSTRING('é🦀x' FROM 2 FOR 1)", "\"🦀\""),
        ("TRIM('       foobar         ')", "\"foobar\""),
        ("TRIM(LEADING FROM '   foobar   ')", "\"foobar   \""),
        ("TRIM(TRAILING FROM '   foobar   ')", "\"   foobar\""),
        ("TRIM(BOTH FROM '   foobar   ')", "\"foobar\""),
        ("TRIM(BOTH '12' FROM '1112211foobar22211122')", "\"foobar\""),
        ("'a' || 'b'", "\"ab\""),
        ("LOWER(null)", "null"),
        ("LOWER(missing)", "missing"),
    ]);
    fail(&[
        ("LOWER(1)", "IncorrectSqlFunctionArgumentType"),
        ("LOWER('a', 'b')", "EvaluatorInvalidArguments"),
        ("SUBSTRING('a', 1, -1)", "IllegalSqlFunctionArgument"),
        ("REVERSE('a')", "UnsupportedFunction"),
    ]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html>
#[test]
fn operators_and_their_precedence() {
    are(&[
        ("1 + 2 * 3 - 4 / 2 % 2", "7"),
        ("(1 + 2) * 3", "9"),
        ("-2 - -3", "1"),
        ("- - 2", "2"),
        ("7 / 2", "3"),
        ("7.0 / 2", "3.5"),
        ("1.10 + 1", "2.10"),
        ("1 / 3.0 < 0.34 AND 1 / 3.0 > 0.33", "true"),
        ("9223372036854775807 = 9223372036854775807.0", "true"),
        ("NOT 1 = 2 AND 2 < 3 OR false", "true"),
        ("1 BETWEEN 0 AND 1 AND 2 NOT BETWEEN 3 AND 4", "true"),
        ("'b' IN ('a', 'b', 'c')", "true"),
        ("'d' NOT IN ('a', 'b')", "true"),
        ("1 IN (2, null)", "null"),
        ("'x' <> 'y' AND 'x' != 'y'", "true"),
        ("1 = '1'", "false"),
        ("null = null", "null"),
        ("null IS NULL AND missing IS NULL AND missing IS MISSING", "true"),
        ("null IS MISSING OR 1 IS NULL", "false"),
        ("1 IS NOT NULL AND 1 IS NOT MISSING", "true"),
        ("false AND null", "false"),
        ("true AND null", "null"),
        ("true OR null", "true"),
        ("'abc' LIKE 'a%' AND 'abc' LIKE '_b_' AND 'abc' NOT LIKE 'b%'", "true"),
        ("'50%' LIKE '50!%' ESCAPE '!'", "true"),
        ("'500' LIKE '50!%' ESCAPE '!'", "false"),
        ("'é🦀' LIKE '__'", "true"),
        ("'aXbXc' LIKE '%X%c'", "true"),
        ("`TRUE` = 'TRUE'", "true"),
        ("1e2", "100"),
    ]);
    fail(&[
        ("9223372036854775807 + 1", "IntegerOverflow"),
        ("1 / 0", "ExternalEvalException"),
        ("'a' < 1", "ExternalEvalException"),
        ("'a' + 1", "ExternalEvalException"),
        ("NOT 'a'", "ExternalEvalException"),
        ("1 LIKE 'a'", "LikeInvalidInputs"),
        ("'a' LIKE 'a' ESCAPE 'xy'", "LikeInvalidInputs"),
        ("'a' LIKE '!a' ESCAPE '!'", "EvaluatorLikePatternInvalidEscapeSequence"),
        ("1e999999999", "LexerInvalidLiteral"),
    ]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html>
#[test]
fn casts() {
    are(&[
        ("CAST('5' AS INT) + 1", "6"),
        ("CAST(5.9 AS INTEGER)", "5"),
        ("CAST(0.456 AS FLOAT)", "0.456"),
        ("CAST('123.456' AS DECIMAL(10, 2))", "123.456"),
        ("CAST(12 AS STRING)", "\"12\""),
        ("CAST('TRUE' AS BOOL)", "true"),
        ("CAST(0 AS BOOL)", "false"),
        ("CAST(true AS INT)", "1"),
        ("CAST(null AS INT)", "null"),
        ("CAST('12345678901234567890.5' AS DECIMAL)", "12345678901234567890.5"),
        ("CAST('2010T' AS TIMESTAMP)", "\"2010T\""),
    ]);
    fail(&[
        ("CAST('five' AS INT)", "CastFailed"),
        ("CAST('' AS INT)", "CastFailed"),
        ("CAST('nan' AS FLOAT)", "CastFailed"),
        ("CAST(1 AS TIMESTAMP)", "InvalidCast"),
        ("CAST(1 AS \"INT\")", "ParseExpectedTypeName"),
        ("CAST(1 AS INT(3))", "ParseCastArity"),
        ("CAST 1 AS INT", "ParseExpectedLeftParenAfterCast"),
    ]);
}

const RULES: &str = r#"{ "Rules": [ {"id": "1"}, {"expr": "y > x"}, {"id": "2", "expr": "z = DEBUG"} ]}
{ "created": "June 27", "modified": "July 6" }"#;
const SUSAN: &str = r#"{"name": "Susan Smith", "org": "engineering", "projects": [
    {"project_name":"project1", "completed":false}, {"project_name":"project2", "completed":true}]}"#;

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html>
#[test]
fn json_paths() {
    for (expression, object, expected) in [
        (
            "SELECT id FROM S3Object[*].Rules[*].id",
            RULES,
            "{\"id\":\"1\"}\n{}\n{\"id\":\"2\"}\n{}\n",
        ),
        (
            "SELECT id FROM S3Object[*].Rules[*].id WHERE id IS NOT MISSING",
            RULES,
            "{\"id\":\"1\"}\n{\"id\":\"2\"}\n",
        ),
        ("Select s.name from S3Object s", SUSAN, "{\"name\":\"Susan Smith\"}\n"),
        (
            "Select s.projects[0].project_name from S3Object s",
            SUSAN,
            "{\"project_name\":\"project1\"}\n",
        ),
        ("SELECT _1.name FROM S3Object[*]", SUSAN, "{\"name\":\"Susan Smith\"}\n"),
        ("SELECT s.PROJECTS[1].completed c FROM S3Object AS s", SUSAN, "{\"c\":true}\n"),
        ("SELECT s.\"NAME\" FROM S3Object s", SUSAN, "{}\n"),
        ("SELECT s['name'] FROM S3Object s", SUSAN, "{\"name\":\"Susan Smith\"}\n"),
        (
            "SELECT * FROM S3Object[*].projects[*].completed",
            SUSAN,
            "{\"_1\":false}\n{\"_1\":true}\n",
        ),
        (
            "SELECT s.* FROM S3Object[*].projects[*] s LIMIT 1",
            SUSAN,
            "{\"project_name\":\"project1\",\"completed\":false}\n",
        ),
        ("SELECT * FROM S3Object", "[1, {\"a\": null}]", "{\"_1\":[1,{\"a\":null}]}\n"),
        ("SELECT x, 1 + 1, s.a FROM S3Object s", "{\"a\":1.50}", "{\"_2\":2,\"a\":1.50}\n"),
        ("SELECT * FROM S3Object", "{\"a\":\"\\u00e9\\ud83e\\udd80\\n\"}", "{\"a\":\"é🦀\\n\"}\n"),
    ] {
        assert_eq!(of_json(expression, object).as_deref(), Ok(expected), "{expression}");
    }
    let both = "{\"NAME\":1,\"name\":2}";
    let ambiguous = of_json("SELECT s.name FROM S3Object s", both);
    assert_eq!(ambiguous.unwrap_err().code, "AmbiguousFieldName");
    assert_eq!(of_json("SELECT s.\"NAME\" FROM S3Object s", both).unwrap(), "{\"NAME\":1}\n");
}

const PEOPLE: &str = "Name,Age\nJane,5\n\"O\"\"Neil, P\",50\n";

#[test]
fn csv_columns() {
    for (expression, header, expected) in [
        ("SELECT * FROM S3Object", Header::None, "Name,Age\nJane,5\n\"O\"\"Neil, P\",50\n"),
        ("SELECT * FROM S3Object", Header::Ignore, "Jane,5\n\"O\"\"Neil, P\",50\n"),
        ("SELECT s.name FROM S3Object s", Header::Use, "Jane\n\"O\"\"Neil, P\"\n"),
        ("SELECT s.\"Age\" FROM S3Object s WHERE Name = 'Jane'", Header::Use, "5\n"),
        ("SELECT _2 FROM S3Object WHERE _2 = '5'", Header::Ignore, "5\n"),
        ("SELECT _1 FROM S3Object WHERE CAST(_2 AS INT) > 6", Header::Ignore, "\"O\"\"Neil, P\"\n"),
        ("SELECT _2, _3, null FROM S3Object LIMIT 1", Header::Ignore, "5,,\n"),
        ("SELECT _1 FROM S3Object WHERE _2 = 5", Header::Ignore, ""),
        ("SELECT _1 FROM S3Object LIMIT 0", Header::Ignore, ""),
    ] {
        assert_eq!(of_csv(expression, header, PEOPLE).as_deref(), Ok(expected), "{expression}");
    }
    for (expression, header, code) in [
        ("SELECT s.\"name\" FROM S3Object s", Header::Use, "MissingHeaders"),
        ("SELECT s.size FROM S3Object s", Header::Use, "ParseInvalidPathComponent"),
        ("SELECT odd FROM S3Object", Header::None, "InvalidColumnIndex"),
        ("SELECT _0 FROM S3Object", Header::None, "InvalidColumnIndex"),
        ("SELECT _1 FROM S3Object WHERE _2 > 5", Header::Ignore, "ExternalEvalException"),
        ("SELECT CAST(_1 AS INT) FROM S3Object", Header::None, "CastFailed"),
        ("SELECT * FROM S3Object[*].a", Header::None, "InvalidKeyPath"),
    ] {
        let answer = of_csv(expression, header, PEOPLE);
        assert_eq!(answer.map_err(|it| it.code), Err(code), "{expression}");
    }
    let json = request("SELECT * FROM S3Object LIMIT 1", csv(Header::Use), json_out());
    assert_eq!(run(json, PEOPLE).unwrap(), "{\"Name\":\"Jane\",\"Age\":\"5\"}\n");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html>
#[test]
fn aggregates() {
    let rows = "1,x\n2,y\n4,z\n";
    let int = "CAST(_1 AS INT)";
    for (list, expected) in [
        ("COUNT(*)".to_owned(), "3\n"),
        (format!("SUM({int})"), "7\n"),
        (format!("MIN({int}), MAX({int})"), "1,4\n"),
        (format!("AVG({int})"), "2.3333333333333333333333333333333333333\n"),
        (format!("AVG(CAST(_1 AS FLOAT)) * 3 + COUNT({int})"), "10.0\n"),
        ("COUNT(_3), SUM(null)".to_owned(), "0,\n"),
    ] {
        let answer = of_csv(&format!("SELECT {list} FROM S3Object"), Header::None, rows);
        assert_eq!(answer.as_deref(), Ok(expected), "{list}");
    }
    let json =
        of_json("SELECT COUNT(*), SUM(s.a) AS total FROM S3Object s", "{\"a\":1}{\"a\":2}{}");
    assert_eq!(json.unwrap(), "{\"_1\":3,\"total\":3}\n");
    for (expression, code) in [
        ("SELECT _1, COUNT(*) FROM S3Object", "UnsupportedSqlStructure"),
        ("SELECT _1 FROM S3Object WHERE COUNT(*) > 1", "UnsupportedSqlStructure"),
        ("SELECT SUM(*) FROM S3Object", "ParseUnsupportedCallWithStar"),
        ("SELECT SUM(_1, _2) FROM S3Object", "ParseNonUnaryAgregateFunctionCall"),
        ("SELECT SUM(_1) FROM S3Object", "ExternalEvalException"),
        ("SELECT _1 FROM S3Object GROUP BY _1", "UnsupportedSqlStructure"),
    ] {
        let answer = of_csv(expression, Header::None, rows);
        assert_eq!(answer.map_err(|it| it.code), Err(code), "{expression}");
    }
}

/// Texts as AWS was seen to word them
/// (<https://hadoop.apache.org/docs/r3.3.0/hadoop-aws/tools/hadoop-aws/s3_select.html>).
#[test]
fn what_is_wrong_with_an_expression_is_said_with_its_place() {
    for (expression, code, message) in [
        (
            "SELECT * FROM S3OBJECT WHERE odd = true",
            "InvalidColumnIndex",
            "The column index at line 1, column 30 is invalid. Please check the service \
             documentation and try again.",
        ),
        (
            "SELECT * FROM S3OBJECT s WHERE s._1 = \"true\"",
            "InvalidColumnIndex",
            "The column index at line 1, column 39 is invalid. Please check the service \
             documentation and try again.",
        ),
        (
            "SELECT * FROM S3OBJECT s WHERE s.'odd' is \"true\"",
            "ParseInvalidPathComponent",
            "Invalid Path component, expecting either an IDENTIFIER or STAR, got: LITERAL,at line \
             1, column 34.",
        ),
        (
            "SELECT * FROM S3OBJECT s WHERE s.odd is \"true\"",
            "ParseExpectedTypeName",
            "Expected type name, found QUOTED_IDENTIFIER:'true' at line 1, column 41.",
        ),
        (
            "SELECT CounterID, count(*) FROM S3Object GROUP_BY CounterID ORDER BY count(*)",
            "ParseUnexpectedToken",
            "Unexpected token found IDENTIFIER:CounterID at line 1, column 51.",
        ),
        (
            "SELECT * FROM S3Object\n ORDER BY _1",
            "ParseUnexpectedToken",
            "Unexpected token found KEYWORD:UNKNOWN at line 2, column 2.",
        ),
        (
            "SELECT * FROM S3OBJECT s WHERE s._1 % % 2",
            "ParseUnexpectedOperator",
            "Unexpected operator OPERATOR:'%' at line 1, column 39.",
        ),
    ] {
        let problem = of_csv(expression, Header::None, "1\n").unwrap_err();
        assert_eq!((problem.code, &*problem.message), (code, message), "{expression}");
    }
    for (expression, code) in [
        ("", "ParseExpectedKeyword"),
        ("SELECT", "ParseEmptySelect"),
        ("SELECT FROM S3Object", "ParseEmptySelect"),
        ("SELECT 1", "ParseSelectMissingFrom"),
        ("SELECT *, 1 FROM S3Object", "ParseAsteriskIsNotAloneInSelectList"),
        ("SELECT 1 AS FROM S3Object", "ParseExpectedIdentForAlias"),
        ("SELECT * FROM other", "InvalidTableAlias"),
        ("SELECT * FROM S3Object.a", "InvalidKeyPath"),
        ("SELECT * FROM S3Object, S3Object", "MultipleDataSourcesUnsupported"),
        ("SELECT * FROM S3Object LIMIT -1", "EvaluatorNegativeLimit"),
        ("SELECT * FROM S3Object LIMIT 'a'", "ParseExpectedNumber"),
        ("SELECT 1x FROM S3Object", "LexerInvalidLiteral"),
        ("SELECT ? FROM S3Object", "LexerInvalidChar"),
        ("SELECT 'a FROM S3Object", "LexerInvalidChar"),
        ("SELECT `{` FROM S3Object", "LexerInvalidIONLiteral"),
        ("SELECT 1 IN 2 FROM S3Object", "ParseExpectedLeftParenValueConstructor"),
        ("SELECT CASE 1 ELSE 2 END FROM S3Object", "ParseExpectedWhenClause"),
        ("SELECT s.a[*] FROM S3Object s", "ParseInvalidContextForWildcardInSelectList"),
    ] {
        assert_eq!(of_json(expression, "{}").map_err(|it| it.code), Err(code), "{expression}");
    }
}

/// Nothing that is nested or long is worked on by more stack than there is.
#[test]
fn what_is_too_deep_or_too_long_is_refused() {
    let deep =
        |open: &str, close: &str| format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
    for expression in [
        deep("(", ")"),
        "- ".repeat(100_000) + "a",
        format!("1{}", " + 1".repeat(50_000)),
        format!("a{}", " = a".repeat(50_000)),
        deep("CASE WHEN true THEN ", " END"),
        deep("LOWER(", ")"),
        deep("[", "]"),
    ] {
        let problem = value(&expression).unwrap_err();
        let expected =
            if expression.len() > 250_000 { "ExpressionTooLong" } else { "MaxOperatorsExceeded" };
        assert_eq!(problem.code, expected, "{}", &expression[..20]);
    }
    assert_eq!(value(&format!("1 = 2{}", " OR 1 = 2".repeat(5_000))).unwrap(), "false");
    assert_eq!(value(&format!("{}false", "NOT ".repeat(50_001))).unwrap(), "true");
    let too_long = format!("SELECT '{}' FROM S3Object", "x".repeat(EXPRESSION_MAX));
    assert_eq!(of_json(&too_long, "{}").unwrap_err().code, "ExpressionTooLong");
    for object in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(100_000)] {
        assert_eq!(
            of_json("SELECT * FROM S3Object", &object).unwrap_err().code,
            "JSONParsingError"
        );
    }
    let long = format!("\"{}\"", "x".repeat(RECORD_MAX));
    assert_eq!(of_json("SELECT * FROM S3Object", &long).unwrap_err().code, "OverMaxRecordSize");
    let long = of_csv("SELECT * FROM S3Object", Header::None, &"x".repeat(2 * RECORD_MAX));
    assert_eq!(long.unwrap_err().code, "OverMaxRecordSize");
}

#[test]
fn marks_of_csv() {
    let all = |input: CsvInput, object: &str| {
        run(request("SELECT * FROM S3Object", Input::Csv(input), json_out()), object)
    };
    let plain = CsvInput::default;
    for (input, object, expected) in [
        (plain(), "a,b\r\n#c\n\nd", "{\"_1\":\"a\",\"_2\":\"b\"}\n{\"_1\":\"d\"}\n"),
        (
            CsvInput { field_delimiter: "||".into(), ..plain() },
            "a|b||c\n",
            "{\"_1\":\"a|b\",\"_2\":\"c\"}\n",
        ),
        (
            CsvInput { record_delimiter: Some("é".into()), ..plain() },
            "a\nbéc",
            "{\"_1\":\"a\\nb\"}\n{\"_1\":\"c\"}\n",
        ),
        (
            CsvInput { quote: Some("'".into()), escape: "\\".into(), ..plain() },
            "'a,\\'b',c\n",
            "{\"_1\":\"a,'b\",\"_2\":\"c\"}\n",
        ),
        (CsvInput { quote: None, ..plain() }, "\"a,b\n", "{\"_1\":\"\\\"a\",\"_2\":\"b\"}\n"),
        (CsvInput { comments: None, ..plain() }, "#a\n", "{\"_1\":\"#a\"}\n"),
        (
            CsvInput { quoted_record_delimiter: true, ..plain() },
            "\"a\nb\",\n",
            "{\"_1\":\"a\\nb\",\"_2\":\"\"}\n",
        ),
    ] {
        assert_eq!(all(input, object).as_deref(), Ok(expected), "{object}");
    }
    for (object, code) in [
        ("\"a\nb\"", "CSVEscapingRecordDelimiter"),
        ("\"a\"b,c\n", "CSVUnescapedQuote"),
        ("\"a", "CSVUnescapedQuote"),
    ] {
        assert_eq!(all(plain(), object).unwrap_err().code, code, "{object}");
    }
    let always = CsvOutput {
        quoting: Quoting::Always,
        record_delimiter: ";".into(),
        ..CsvOutput::default()
    };
    let quoted = request("SELECT * FROM S3Object", csv(Header::None), Output::Csv(always));
    assert_eq!(run(quoted, "a,b\n").unwrap(), "\"a\",\"b\";");
}

/// Records are cut by no block of the object, however they lie.
#[test]
fn long_objects_come_whole() {
    let record = "é🦀,\"a\"\"b\"\r\n";
    let object = record.repeat(40_000);
    let answer = of_csv("SELECT * FROM S3Object", Header::None, &object).unwrap();
    assert_eq!(answer, "é🦀,\"a\"\"b\"\n".repeat(40_000));
    let object = "{\"é\": [\"🦀\", {}]}  ".repeat(40_000);
    let answer = of_json("SELECT * FROM S3Object", &object).unwrap();
    assert_eq!(answer, "{\"é\":[\"🦀\",{}]}\n".repeat(40_000));
}

#[test]
fn text_that_is_none_is_refused_with_its_place() {
    let spoilt = [&b"a,b\n".repeat(10_000)[..], b"\xff"].concat();
    let problem = run(request("SELECT _9 FROM S3Object", csv(Header::None), csv_out()), spoilt);
    let Problem { code, message } = problem.unwrap_err();
    assert_eq!(code, "InvalidTextEncoding");
    let expected =
        "UTF-8 encoding is required. The text encoding error was found near byte 40,000.";
    assert_eq!(message, expected);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html>
#[test]
fn ranges_have_the_records_that_begin_in_them() {
    let object = "A,B\nC,D\nD,E\nE,F\nG,H\nI,J\n";
    let part = |start, end| {
        let asked = request("SELECT * FROM S3Object", csv(Header::None), csv_out());
        let range = Some(ScanRange { start, end });
        run(Request { range, ..asked }, object).map_err(|it| it.code)
    };
    assert_eq!(part(Some(1), Some(4)).unwrap(), "C,D\n");
    assert_eq!(part(Some(0), Some(3)).unwrap(), "A,B\n");
    assert_eq!(part(Some(4), Some(8)).unwrap(), "C,D\nD,E\n");
    assert_eq!(part(Some(17), None).unwrap(), "I,J\n");
    assert_eq!(part(None, Some(5)).unwrap(), "I,J\n");
    assert_eq!(part(None, Some(500)).unwrap(), object);
    assert_eq!(part(Some(5), Some(4)), Err("InvalidScanRange"));
    assert_eq!(part(Some(24), None), Err("InvalidScanRange"));
    // Neighbours have every record once.
    for cut in 1..23 {
        let both = part(Some(0), Some(cut - 1)).unwrap() + &part(Some(cut), None).unwrap();
        assert_eq!(both, object, "{cut}");
    }
    let packed = request("SELECT * FROM S3Object", csv(Header::None), csv_out());
    let range = Some(ScanRange { start: Some(0), end: None });
    let packed = Request { compression: Compression::Gzip, range, ..packed };
    assert_eq!(run(packed, object).unwrap_err().code, "UnsupportedScanRangeInput");
    let lines = request("SELECT * FROM S3Object", Input::Json { lines: true }, json_out());
    let range = Some(ScanRange { start: Some(2), end: Some(8) });
    assert_eq!(run(Request { range, ..lines }, "{\"é\":1}\n{\"b\":2}\n{}").unwrap(), "");
}

#[test]
fn packed_objects() {
    use std::io::Write;
    let object = "a,b\nc,d\n".repeat(1_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(object.as_bytes()).unwrap();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(object.as_bytes()).unwrap();
    let of = |compression, bytes: &[u8]| {
        let asked = request("SELECT * FROM S3Object", csv(Header::None), csv_out());
        run(Request { compression, ..asked }, bytes).map_err(|it| (it.code, it.message))
    };
    let (gzip, bzip2) = (gzip.finish().unwrap(), bzip2.finish().unwrap());
    for (compression, packed, name) in
        [(Compression::Gzip, gzip, "GZIP"), (Compression::Bzip2, bzip2, "BZIP2")]
    {
        assert_eq!(of(compression, &packed).unwrap(), object);
        // Members one after the other.
        assert_eq!(of(compression, &packed.repeat(2)).unwrap(), object.repeat(2));
        let (code, message) = of(compression, object.as_bytes()).unwrap_err();
        assert_eq!(code, "InvalidCompressionFormat");
        assert!(message.starts_with(&format!("{name} is not applicable to the queried object.")));
        let (code, _) = of(compression, &packed[..packed.len() - 6]).unwrap_err();
        assert!(["TruncatedInput", "InvalidCompressionFormat"].contains(&code), "{code}");
        assert_eq!(of(Compression::None, &packed).unwrap_err().0, "InvalidTextEncoding");
    }
}
