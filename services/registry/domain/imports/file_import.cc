#include "services/registry/domain/imports/file_import.h"

#include <utility>

#include "services/registry/domain/imports/context_import.h"
#include "services/registry/domain/imports/pcn_import.h"
#include "services/registry/domain/imports/people/people_import.h"
#include "services/registry/domain/imports/practice_import.h"

namespace pcsp::registry {

std::unique_ptr<FileImport> MakeFileImport(ImportSetting setting) {
  switch (setting.claimant.source) {
    case Source::kPcnPartners:
      return std::make_unique<PcnImport>(std::move(setting));
    case Source::kWorkforce:
    case Source::kSiteContexts:
      return std::make_unique<ContextImport>(std::move(setting));
    case Source::kPeople:
      return std::make_unique<PeopleImport>(std::move(setting));
    case Source::kEpraccur:
    case Source::kPerson:
    case Source::kNotRecorded:
      break;
  }
  return std::make_unique<PracticeImport>(std::move(setting));
}

}  // namespace pcsp::registry
