// What publishers have called the columns. A new name is one more word here, as NormalName() gives
// it; of several that one file has, the first counts.
#include "services/registry/domain/context_fields.h"
#include "services/registry/domain/imports/context_rows.h"

namespace pcsp::registry {
namespace {

using Columns = std::vector<ContextColumn>;

// Practice level, 2013 to 2026. Headcounts (HC), not full-time equivalents (FTE).
const Columns& WorkforceColumns() {
  static const auto& columns = *new Columns{
      {{"PRAC_CODE", {"prac code", "practice code", "gp practice code", "org code"}}, ""},
      {{"date", {"effective date", "extract date", "snapshot date", "census date", "date"}, false},
       ""},
      {{"TOTAL_PATIENTS", {"total patients", "registered patients", "list size"}},
       std::string(kListSize)},
      {{"TOTAL_GP_HC", {"total gp hc", "total gps hc", "all gp hc", "gp hc"}}, "gp"},
      {{"TOTAL_NURSES_HC", {"total nurses hc", "total nurse hc", "nurses hc", "nurse hc"}},
       "nurse"},
      {{"TOTAL_DPC_HC",
        {"total dpc hc", "direct patient care hc", "total direct patient care hc", "dpc hc"}},
       "direct_patient_care"},
      {{"TOTAL_ADMIN_HC",
        {"total admin hc", "admin hc", "total admin non clinical hc", "admin non clinical hc",
         "total non clinical hc"}},
       "admin"},
  };
  return columns;
}

// A programme's own file: every column but the code may be left out.
const Columns& SiteContextColumns() {
  static const auto& columns = *new Columns{
      {{"code", {"code", "organisation code", "practice code", "prac code", "organisation"}}, ""},
      {{"effective_date", {"effective date", "date", "from"}, false}, ""},
      {{"list_size", {"list size", "total patients", "registered patients"}, false},
       std::string(kListSize)},
      {{"imd_decile", {"imd decile", "deprivation decile", "deprivation", "imd"}, false},
       std::string(kDeprivationDecile)},
      {{"rurality", {"rurality", "rural urban classification", "rural urban", "ruc"}, false},
       std::string(kRurality)},
      {{"clinical_system", {"clinical system", "it system", "system"}, false},
       std::string(kClinicalSystem)},
      {{"gp", {"gp", "gps", "gp headcount", "total gp hc"}, false}, "gp"},
      {{"nurse", {"nurse", "nurses", "nurse headcount", "total nurses hc"}, false}, "nurse"},
      {{"direct_patient_care",
        {"direct patient care", "dpc", "direct patient care headcount", "total dpc hc"},
        false},
       "direct_patient_care"},
      {{"admin", {"admin", "admin headcount", "total admin hc"}, false}, "admin"},
      {{"leadership", {"leadership", "leadership headcount"}, false}, "leadership"},
  };
  return columns;
}

std::vector<KnownColumn> WithoutFields(const Columns& columns) {
  std::vector<KnownColumn> known;
  for (const ContextColumn& column : columns) known.push_back(column.column);
  return known;
}

}  // namespace

absl::Span<const ContextColumn> ContextColumns(Source source) {
  return source == Source::kWorkforce ? WorkforceColumns() : SiteContextColumns();
}

absl::Span<const KnownColumn> ColumnsOf(Source source) {
  static const auto& workforce = *new std::vector<KnownColumn>(WithoutFields(WorkforceColumns()));
  static const auto& contexts = *new std::vector<KnownColumn>(WithoutFields(SiteContextColumns()));
  return source == Source::kWorkforce ? workforce : contexts;
}

}  // namespace pcsp::registry
