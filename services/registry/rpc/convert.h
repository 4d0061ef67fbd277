// The registry's messages as domain values, and back.
#pragma once

#include <string>

#include "common/base/error.h"
#include "google/protobuf/field_mask.pb.h"
#include "pcsp/registry/v1/registry.pb.h"
#include "pcsp/registry/v1/registry_import.pb.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/programme.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"
#include "services/registry/rpc/fields.h"

namespace pcsp::registry {

namespace pb = ::pcsp::registry::v1;

pb::Programme ToProto(const Programme& programme);
pb::Organisation ToProto(const Organisation& organisation,
                         pb::OrganisationView view = pb::ORGANISATION_VIEW_FULL);
pb::Relationship ToProto(const Relationship& relationship);
pb::SiteContext ToProto(const SiteContext& context);
pb::ImportRow ToProto(const std::string& programme, const ImportRow& row);
pb::ImportCounts ToProto(const ImportCounts& counts);

// Those below add what cannot be read to `violations`, under the name of the message:
// `organisation.open_date`. The result is then not to be used.

Programme FromProto(const pb::Programme& programme);
Organisation FromProto(const pb::Organisation& organisation, Violations& violations);
// Subject and object must be organisations of `programme`.
Relationship FromProto(const std::string& programme, const pb::Relationship& relationship,
                       Violations& violations);
SiteContext FromProto(const pb::SiteContext& context, Violations& violations);

// `field` is the path of the value; a number that is not of the enum is a violation.
OrganisationKind FromProto(const std::string& field, pb::OrganisationKind kind,
                           Violations& violations);
RelationshipKind FromProto(const std::string& field, pb::RelationshipKind kind,
                           Violations& violations);

// A number that is not of the enum is a violation.
void CheckView(const std::string& field, pb::OrganisationView view, Violations& violations);

// What an update changes; see Mask.
ProgrammePatch PatchFrom(const pb::Programme& programme, const google::protobuf::FieldMask& mask,
                         Violations& violations);
OrganisationPatch PatchFrom(const pb::Organisation& organisation,
                            const google::protobuf::FieldMask& mask, Violations& violations);

void SetHeadcounts(const Headcounts& headcounts,
                   google::protobuf::RepeatedPtrField<type::v1::Headcount>* out);

void SetTime(absl::Time time, google::protobuf::Timestamp* out);

}  // namespace pcsp::registry
