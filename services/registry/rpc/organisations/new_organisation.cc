#include "services/registry/rpc/organisations/new_organisation.h"

#include <utility>

#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {

Organisation NewOrganisation(const std::string& prefix, const std::string& programme,
                             const std::string& id, Organisation organisation, absl::Time now,
                             Violations& violations) {
  organisation = Tidied(std::move(organisation));
  Violations own;
  Validate(organisation, own);
  violations.Merge(prefix, own.ToStatus());
  organisation.programme = programme;
  organisation.uid = NewUuid(now);
  organisation.id = id.empty() ? DefaultId(organisation, organisation.uid) : id;
  organisation.revision = 1;
  organisation.create_time = organisation.update_time = now;
  return organisation;
}

absl::Status CheckIsFree(Reader& reader, const Organisation& organisation) {
  const auto holder = reader.GetOrganisation(organisation.programme, organisation.id);
  if (holder.ok()) {
    // Who does not see it in any list is better told why it is taken.
    return holder->delete_time ? OrganisationDeleted(organisation.programme, organisation.id)
                               : OrganisationExists(organisation.programme, organisation.id);
  }
  return CheckCodeIsFree(reader, organisation);
}

absl::Status CheckCodeIsFree(Reader& reader, const Organisation& organisation) {
  const auto holder =
      reader.FindCode(organisation.programme, organisation.code_system, organisation.code);
  if (!holder || *holder == organisation.id) return absl::OkStatus();
  return OrganisationCodeTaken(organisation.code_system, organisation.code,
                               OrganisationName(organisation.programme, *holder));
}

}  // namespace pcsp::registry
