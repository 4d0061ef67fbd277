// A programme's own file of people taken into it: enters people, and appoints them.
#pragma once

#include <optional>
#include <vector>

#include "services/registry/domain/imports/file_import.h"
#include "services/registry/domain/imports/people/people_rows.h"

namespace pcsp::registry {

// A row states one appointment of one person. What it leaves empty holds on; people and
// appointments that the file does not name stay as they are: nothing ends because it is missing.
class PeopleImport final : public FileImport {
 public:
  explicit PeopleImport(ImportSetting setting);

  absl::Status Take(int line, absl::Span<const std::string> fields) override;
  Wanted wanted() const override;
  void Plan(Known known, ImportChanges& changes, ImportReport& report) override;

 private:
  const ImportSetting setting_;
  std::optional<Header> header_;
  std::vector<PeopleRow> rows_;
  FirstLines said_{setting_.more_lines};  // the appointments that the file says, by id
};

}  // namespace pcsp::registry
