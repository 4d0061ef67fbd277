// The core partners of PCNs taken into a programme: creates PCNs, and dated relationships "partner
// of" from practices to them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/registry/domain/imports/file_import.h"
#include "services/registry/domain/imports/pcn_partners.h"

namespace pcsp::registry {

// The first row of a PCN says its name. Practices are not created: they have no address here.
class PcnImport final : public FileImport {
 public:
  explicit PcnImport(ImportSetting setting);

  absl::Status Take(int line, absl::Span<const std::string> fields) override;
  Wanted wanted() const override;
  void Plan(Known known, ImportChanges& changes, ImportReport& report) override;

 private:
  const ImportSetting setting_;
  std::optional<Header> header_;
  std::vector<PcnPartnerRow> rows_;
  FirstLines rows_before_{setting_.more_lines};
  FirstLines named_{setting_.more_lines};
  FirstLines memberships_{setting_.more_lines};
};

}  // namespace pcsp::registry
