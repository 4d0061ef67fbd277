// What a file says of sites on a day, taken into a programme.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/registry/domain/imports/context_rows.h"
#include "services/registry/domain/imports/file_import.h"

namespace pcsp::registry {

// A row states a context for its day. What it does not say holds on from the context before; what
// somebody else said for that very day is contradicted where it is far apart.
class ContextImport final : public FileImport {
 public:
  explicit ContextImport(ImportSetting setting);

  absl::Status Take(int line, absl::Span<const std::string> fields) override;
  Wanted wanted() const override;
  void Plan(Known known, ImportChanges& changes, ImportReport& report) override;

 private:
  absl::Status CheckHeader() const;

  const ImportSetting setting_;
  std::optional<Header> header_;
  std::vector<ContextRow> rows_;
  FirstLines rows_before_{setting_.more_lines};
};

}  // namespace pcsp::registry
