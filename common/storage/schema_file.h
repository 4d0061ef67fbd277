// One numbered step of a schema, compiled into the program by pcsp_embed_schema() (embed.cmake).
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::sql {

// `name` is `NNN_what.sql`, or `NNN_what.sqlite.sql` and `NNN_what.postgresql.sql` where the
// engines need different words; `NNN_contract_MMM_what...` if it contracts (migrations.h).
struct SchemaFile {
  absl::string_view name;
  absl::string_view body;
};

}  // namespace pcsp::sql
