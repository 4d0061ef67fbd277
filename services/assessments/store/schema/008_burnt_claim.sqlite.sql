-- Of each request id that has counted the first 64 bits of its hash, so that none counts twice: a
-- third of the room of their text. Among a million answers to a wave two are taken for the same
-- once in 37 million waves. Nothing leads from here to an answer: the order of rows is that of the
-- hashes.
create table burnt_claim (
  wave_key integer not null,
  claim integer not null,
  primary key (wave_key, claim)
) without rowid;
insert or ignore into burnt_claim (wave_key, claim)
  select wave_key,
    (instr(digits, substr(claim, 1, 1)) - 1 << 60) | (instr(digits, substr(claim, 2, 1)) - 1 << 56) |
    (instr(digits, substr(claim, 3, 1)) - 1 << 52) | (instr(digits, substr(claim, 4, 1)) - 1 << 48) |
    (instr(digits, substr(claim, 5, 1)) - 1 << 44) | (instr(digits, substr(claim, 6, 1)) - 1 << 40) |
    (instr(digits, substr(claim, 7, 1)) - 1 << 36) | (instr(digits, substr(claim, 8, 1)) - 1 << 32) |
    (instr(digits, substr(claim, 9, 1)) - 1 << 28) | (instr(digits, substr(claim, 10, 1)) - 1 << 24) |
    (instr(digits, substr(claim, 11, 1)) - 1 << 20) | (instr(digits, substr(claim, 12, 1)) - 1 << 16) |
    (instr(digits, substr(claim, 13, 1)) - 1 << 12) | (instr(digits, substr(claim, 14, 1)) - 1 << 8) |
    (instr(digits, substr(claim, 15, 1)) - 1 << 4) | (instr(digits, substr(claim, 16, 1)) - 1 << 0)
  from burnt_request, (select '0123456789abcdef' as digits);
