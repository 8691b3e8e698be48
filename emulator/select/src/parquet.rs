//! Rows of Parquet, a row group at a time.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html>

use crate::bytes::{Compression, Stored};
use crate::number;
use crate::problem::{Problem, Result};
use crate::timestamp::Stamp;
use crate::value::Value;
use ::parquet::basic::Compression as Codec;
use ::parquet::data_type::{ByteArray, Decimal};
use ::parquet::file::metadata::RowGroupMetaData;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, List, Map, Row};
use bigdecimal::BigDecimal;
use bytes::Bytes;
use num_bigint::BigInt;

/// The longest object that is read, in bytes: all of it is in memory while it is.
const OBJECT_MAX: u64 = 256 << 20;

/// "The maximum uncompressed row group size is 512 MB."
const ROW_GROUP_MAX: i64 = 512 << 20;

/// Groups inside of groups: they are walked by recursion.
const DEPTH_MAX: usize = 100;

/// An object, and which of its row groups comes next.
pub(crate) struct Groups {
    reader: SerializedFileReader<Bytes>,
    next: usize,
    size: u64,
    /// Where a row group must begin to be read.
    from: u64,
    until: u64,
}

fn unparsable() -> Problem {
    let message = "Error parsing Parquet file. Please check the file and try again.";
    Problem::new("ParquetParsingError", message)
}

fn too_long() -> Problem {
    let message = "The Parquet file is above the max row group size.";
    Problem::new("OverMaxParquetBlockSize", message)
}

impl Groups {
    pub(crate) fn open(object: &dyn Stored, (from, until): (u64, u64)) -> Result<Self> {
        if object.size() > OBJECT_MAX {
            return Err(too_long());
        }
        let mut bytes = Vec::new();
        std::io::copy(&mut object.read_from(0), &mut bytes).map_err(|_| unparsable())?;
        let open = || SerializedFileReader::new(Bytes::from(bytes)).map_err(|_| unparsable());
        let reader = guarded(open)?;
        Ok(Self { reader, next: 0, size: object.size(), from, until })
    }

    /// The object's.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The rows of the next row group; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<Value>>> {
        let metadata = self.reader.metadata();
        while let Some(group) = metadata.row_groups().get(self.next) {
            let at = self.next;
            self.next += 1;
            let begins = beginning(group);
            if begins >= self.from && begins <= self.until {
                check_group(group)?;
                return guarded(|| self.rows(at)).map(Some);
            }
        }
        Ok(None)
    }

    fn rows(&self, at: usize) -> Result<Vec<Value>> {
        let reader = self.reader.get_row_group(at).map_err(|_| unparsable())?;
        let rows = reader.get_row_iter(None).map_err(|_| unparsable())?;
        rows.map(|row| row.map_err(|_| unparsable()).and_then(|row| structure(&row, 0))).collect()
    }
}

/// The library panics over some damaged pages. It is asked to read only, so nothing is left half done.
fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(unparsable()))
}

/// "Amazon S3 Select does not support whole-object compression for Parquet objects."
pub(crate) fn check(compression: Compression) -> Result<()> {
    if compression == Compression::None {
        return Ok(());
    }
    let message =
        "The file is not in a supported compression format. Only GZIP and BZIP2 are supported.";
    Err(Problem::new("InvalidCompressionFormat", message))
}

/// Of its first column's first page.
fn beginning(group: &RowGroupMetaData) -> u64 {
    let first = group
        .columns()
        .first()
        .map(|column| column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset()));
    first.and_then(|at| u64::try_from(at).ok()).unwrap_or_default()
}

fn check_group(group: &RowGroupMetaData) -> Result<()> {
    if group.total_byte_size() > ROW_GROUP_MAX {
        return Err(too_long());
    }
    let known = |codec: Codec| {
        matches!(codec, Codec::UNCOMPRESSED | Codec::SNAPPY) || matches!(codec, Codec::GZIP(_))
    };
    if group.columns().iter().all(|column| known(column.compression())) {
        return Ok(());
    }
    let message = "The specified Parquet compression codec is not supported.";
    Err(Problem::new("ParquetUnsupportedCompressionCodec", message))
}

fn structure(row: &Row, depth: usize) -> Result<Value> {
    if depth > DEPTH_MAX {
        return Err(unparsable());
    }
    let fields = row.get_column_iter();
    let fields = fields.map(|(name, field)| Ok((name.clone(), value(field, depth + 1)?)));
    fields.collect::<Result<_>>().map(Value::Struct)
}

fn list(list: &List, depth: usize) -> Result<Value> {
    list.elements().iter().map(|it| value(it, depth + 1)).collect::<Result<_>>().map(Value::List)
}

/// Keys that are no texts have no names.
fn map(map: &Map, depth: usize) -> Result<Value> {
    let named = |(key, of): &(Field, Field)| match value(key, depth + 1)? {
        Value::Text(name) => Ok((name, value(of, depth + 1)?)),
        key => Ok((number::shown(&key), value(of, depth + 1)?)),
    };
    map.entries().iter().map(named).collect::<Result<_>>().map(Value::Struct)
}

fn value(field: &Field, depth: usize) -> Result<Value> {
    if depth > DEPTH_MAX {
        return Err(unparsable());
    }
    Ok(match field {
        Field::Null => Value::Null,
        Field::Bool(it) => Value::Bool(*it),
        Field::Byte(it) => Value::Int((*it).into()),
        Field::Short(it) => Value::Int((*it).into()),
        Field::Int(it) => Value::Int((*it).into()),
        Field::Long(it) => Value::Int(*it),
        Field::UByte(it) => Value::Int((*it).into()),
        Field::UShort(it) => Value::Int((*it).into()),
        Field::UInt(it) => Value::Int((*it).into()),
        Field::ULong(it) => match i64::try_from(*it) {
            Ok(it) => Value::Int(it),
            Err(_) => Value::Decimal(BigDecimal::from(*it)),
        },
        Field::Float16(it) => Value::Float(it.to_f64()),
        // As it is shown, not as the nearest number of twice the length.
        Field::Float(it) => Value::Float(it.to_string().parse().unwrap_or_else(|_| (*it).into())),
        Field::Double(it) => Value::Float(*it),
        Field::Decimal(it) => Value::Decimal(decimal(it)),
        Field::Str(it) => Value::Text(it.clone()),
        Field::Bytes(it) => Value::Text(text(it)),
        Field::Date(days) => Value::Time(Stamp::of_millis(i64::from(*days) * 86_400_000)),
        Field::TimestampMillis(it) => Value::Time(Stamp::of_millis(*it)),
        Field::TimestampMicros(it) => Value::Time(Stamp::of_millis(it.div_euclid(1_000))),
        Field::TimeMillis(_) | Field::TimeMicros(_) => {
            let message = "The specified Parquet type isn't supported.";
            return Err(Problem::new("UnsupportedParquetType", message));
        }
        Field::Group(it) => structure(it, depth)?,
        Field::ListInternal(it) => list(it, depth)?,
        Field::MapInternal(it) => map(it, depth)?,
    })
}

/// Big-endian, in two's complement.
fn decimal(it: &Decimal) -> BigDecimal {
    BigDecimal::new(BigInt::from_signed_bytes_be(it.data()), it.scale().into())
}

/// Bytes that are no text stand for what can be read of them.
fn text(bytes: &ByteArray) -> String {
    String::from_utf8_lossy(bytes.data()).into_owned()
}

#[cfg(test)]
mod tests;
