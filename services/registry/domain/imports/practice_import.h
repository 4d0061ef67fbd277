// epraccur.csv taken into a programme: creates and updates practices, and says who commissions
// them.
#pragma once

#include <string>
#include <vector>

#include "services/registry/domain/imports/epraccur.h"
#include "services/registry/domain/imports/file_import.h"

namespace pcsp::registry {

// Of two rows with the same code the first counts and the second is rejected.
class PracticeImport final : public FileImport {
 public:
  explicit PracticeImport(ImportSetting setting);

  absl::Status Take(int line, absl::Span<const std::string> fields) override;
  Wanted wanted() const override;
  // A row changes the practice with its code and who commissions that, and no other row has the
  // code.
  bool RowsStandAlone() const override { return true; }
  void Plan(Known known, ImportChanges& changes, ImportReport& report) override;

 private:
  const ImportSetting setting_;
  std::vector<EpraccurRow> rows_;
  FirstLines codes_{setting_.more_lines};
  FirstLines commissioning_{setting_.more_lines};
};

}  // namespace pcsp::registry
