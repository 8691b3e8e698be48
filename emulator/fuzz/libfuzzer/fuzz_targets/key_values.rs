#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| parhelion_fuzz::edge::key_values(data));
