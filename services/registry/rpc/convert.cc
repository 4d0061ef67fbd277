#include "services/registry/rpc/convert.h"

#include "absl/strings/str_cat.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

std::string OrganisationFrom(const std::string& field, const std::string& name,
                             const std::string& programme, Violations& violations) {
  const auto id = ParseOrganisationName(name);
  if (id && (id->programme == programme || programme.empty())) return id->organisation;
  violations.Add(field, name,
                 programme.empty() ? std::string(kOrganisationNameRule)
                                   : OrganisationName(programme, "{organisation}"));
  return "";
}

}  // namespace

pb::Programme ToProto(const Programme& programme) {
  pb::Programme proto;
  proto.set_name(ProgrammeName(programme.id));
  proto.set_uid(programme.uid);
  proto.set_display_name(programme.display_name);
  proto.set_description(programme.description);
  proto.set_etag(EtagOf(programme.revision));
  proto.set_revision(programme.content_revision);
  SetTime(programme.create_time, proto.mutable_create_time());
  SetTime(programme.update_time, proto.mutable_update_time());
  return proto;
}

pb::Organisation ToProto(const Organisation& organisation, pb::OrganisationView view) {
  pb::Organisation proto;
  proto.set_name(OrganisationName(organisation.programme, organisation.id));
  proto.set_kind(static_cast<pb::OrganisationKind>(organisation.kind));
  proto.set_code_system(organisation.code_system);
  proto.set_code(organisation.code);
  proto.set_display_name(organisation.display_name);
  proto.set_postcode(organisation.postcode);
  proto.set_open_date(FormatDate(organisation.life.first));
  proto.set_close_date(FormatDate(organisation.life.last));
  proto.set_status(static_cast<pb::OrganisationStatus>(organisation.status));
  proto.set_etag(EtagOf(organisation.revision));
  if (organisation.delete_time) SetTime(*organisation.delete_time, proto.mutable_delete_time());
  if (view == pb::ORGANISATION_VIEW_BASIC) return proto;
  proto.set_uid(organisation.uid);
  for (const std::string& line : organisation.address_lines) proto.add_address_lines(line);
  SetTime(organisation.create_time, proto.mutable_create_time());
  SetTime(organisation.update_time, proto.mutable_update_time());
  for (const Violation& warning : Warnings(organisation)) {
    pb::FieldWarning* out = proto.add_warnings();
    out->set_field(warning.field);
    out->set_given(warning.given);
    out->set_expected(warning.expected);
  }
  return proto;
}

pb::Relationship ToProto(const Relationship& relationship) {
  pb::Relationship proto;
  proto.set_name(RelationshipName(relationship.programme, relationship.id));
  proto.set_subject(OrganisationName(relationship.programme, relationship.subject));
  proto.set_object(OrganisationName(relationship.programme, relationship.object));
  proto.set_kind(static_cast<pb::RelationshipKind>(relationship.kind));
  proto.set_start_date(FormatDate(relationship.period.first));
  proto.set_end_date(FormatDate(relationship.period.last));
  proto.set_etag(EtagOf(relationship.revision));
  SetTime(relationship.create_time, proto.mutable_create_time());
  SetTime(relationship.update_time, proto.mutable_update_time());
  proto.set_source(static_cast<pb::Source>(relationship.by.source));
  return proto;
}

pb::SiteContext ToProto(const SiteContext& context) {
  pb::SiteContext proto;
  proto.set_name(SiteContextName(context.programme, context.organisation, context.effective_date));
  proto.set_organisation(OrganisationName(context.programme, context.organisation));
  proto.set_effective_date(FormatDate(context.effective_date));
  if (context.list_size) proto.set_list_size(*context.list_size);
  if (context.deprivation_decile) proto.set_deprivation_decile(*context.deprivation_decile);
  proto.set_rurality(context.rurality);
  proto.set_clinical_system(context.clinical_system);
  SetHeadcounts(context.headcounts, proto.mutable_headcounts());
  proto.set_etag(EtagOf(context.revision));
  SetTime(context.create_time, proto.mutable_create_time());
  SetTime(context.update_time, proto.mutable_update_time());
  return proto;
}

pb::ImportRow ToProto(const std::string& programme, const ImportRow& row) {
  pb::ImportRow proto;
  proto.set_row(row.line);
  proto.set_verdict(static_cast<pb::ImportVerdict>(static_cast<int>(row.verdict) + 1));
  if (!row.organisation.empty())
    proto.set_organisation(OrganisationName(programme, row.organisation));
  proto.set_code(row.code);
  if (!row.person.empty()) proto.set_person(PersonName(programme, row.person));
  if (!row.appointment.empty()) {
    proto.set_appointment(AppointmentName(programme, row.appointment));
  }
  for (const ImportIssue& issue : row.issues) {
    pb::ImportIssue* out = proto.add_issues();
    out->set_severity(issue.error ? pb::IMPORT_SEVERITY_ERROR : pb::IMPORT_SEVERITY_WARNING);
    out->set_column(issue.column);
    out->set_column_title(issue.column_title);
    out->set_given(issue.given);
    out->set_expected(issue.expected);
    out->set_hint(issue.hint);
    if (!issue.conflict.empty()) out->set_conflict(ImportConflictName(programme, issue.conflict));
  }
  return proto;
}

pb::ImportCounts ToProto(const ImportCounts& counts) {
  pb::ImportCounts proto;
  proto.set_rows(counts.rows);
  proto.set_created(counts.created);
  proto.set_updated(counts.updated);
  proto.set_unchanged(counts.unchanged);
  proto.set_closed(counts.closed);
  proto.set_rejected(counts.rejected);
  proto.set_skipped(counts.skipped);
  proto.set_warned(counts.warned);
  proto.set_lost_sites(counts.lost_sites);
  proto.set_conflicts(counts.conflicts);
  return proto;
}

Programme FromProto(const pb::Programme& proto) {
  Programme programme;
  programme.display_name = proto.display_name();
  programme.description = proto.description();
  return programme;
}

Organisation FromProto(const pb::Organisation& proto, Violations& violations) {
  Organisation organisation;
  organisation.kind = FromProto("organisation.kind", proto.kind(), violations);
  organisation.code_system = proto.code_system();
  organisation.code = proto.code();
  organisation.display_name = proto.display_name();
  organisation.postcode = proto.postcode();
  organisation.address_lines = {proto.address_lines().begin(), proto.address_lines().end()};
  organisation.life.first =
      DateFrom("organisation.open_date", proto.open_date(), kSinceAlways, violations);
  organisation.life.last =
      DateFrom("organisation.close_date", proto.close_date(), kUntilFurtherNotice, violations);
  organisation.status =
      EnumFrom("organisation.status", proto.status(), OrganisationStatus::kProposed, violations);
  return organisation;
}

Relationship FromProto(const std::string& programme, const pb::Relationship& proto,
                       Violations& violations) {
  Relationship relationship;
  relationship.programme = programme;
  relationship.subject =
      OrganisationFrom("relationship.subject", proto.subject(), programme, violations);
  relationship.object =
      OrganisationFrom("relationship.object", proto.object(), programme, violations);
  relationship.kind = FromProto("relationship.kind", proto.kind(), violations);
  relationship.period.first =
      DateFrom("relationship.start_date", proto.start_date(), kSinceAlways, violations);
  relationship.period.last =
      DateFrom("relationship.end_date", proto.end_date(), kUntilFurtherNotice, violations);
  return relationship;
}

SiteContext FromProto(const pb::SiteContext& proto, Violations& violations) {
  SiteContext context;
  context.effective_date =
      DateFrom("site_context.effective_date", proto.effective_date(), kSinceAlways, violations);
  if (proto.has_list_size()) context.list_size = proto.list_size();
  if (proto.has_deprivation_decile()) context.deprivation_decile = proto.deprivation_decile();
  context.rurality = TidyRurality(proto.rurality());
  context.clinical_system = TidyLine(proto.clinical_system());
  for (int i = 0; i < proto.headcounts_size(); ++i) {
    const type::v1::Headcount& headcount = proto.headcounts(i);
    const std::string field = absl::StrCat("site_context.headcounts[", i, "].staff_group");
    const StaffGroup group =
        EnumFrom(field, headcount.staff_group(), StaffGroup::kLeadership, violations);
    const bool fresh = context.headcounts.emplace(group, headcount.people()).second;
    if (fresh && group != StaffGroup::kUnspecified) continue;
    violations.Add(field, type::v1::StaffGroup_Name(headcount.staff_group()),
                   "each staff group at most once");
  }
  return context;
}

OrganisationKind FromProto(const std::string& field, pb::OrganisationKind kind,
                           Violations& violations) {
  return EnumFrom(field, kind, OrganisationKind::kTeam, violations);
}

RelationshipKind FromProto(const std::string& field, pb::RelationshipKind kind,
                           Violations& violations) {
  return EnumFrom(field, kind, RelationshipKind::kSucceededBy, violations);
}

void CheckView(const std::string& field, pb::OrganisationView view, Violations& violations) {
  if (pb::OrganisationView_IsValid(view)) return;
  violations.Add(field, absl::StrCat(view), "BASIC or FULL");
}

ProgrammePatch PatchFrom(const pb::Programme& proto, const google::protobuf::FieldMask& paths,
                         Violations& violations) {
  const Mask mask(paths, {"display_name", "description"},
                  {"name", "uid", "etag", "create_time", "update_time", "revision"}, violations);
  ProgrammePatch patch;
  if (mask.Has("display_name", !proto.display_name().empty())) {
    patch.display_name = proto.display_name();
  }
  if (mask.Has("description", !proto.description().empty())) {
    patch.description = proto.description();
  }
  return patch;
}

OrganisationPatch PatchFrom(const pb::Organisation& proto, const google::protobuf::FieldMask& paths,
                            Violations& violations) {
  const Mask mask(
      paths,
      {"code_system", "code", "display_name", "postcode", "address_lines", "open_date",
       "close_date", "status"},
      {"name", "uid", "kind", "etag", "create_time", "update_time", "delete_time", "warnings"},
      violations);
  const Organisation given = FromProto(proto, violations);
  OrganisationPatch patch;
  if (given.kind != OrganisationKind::kUnspecified) patch.kind = given.kind;
  if (mask.Has("code_system", !given.code_system.empty())) patch.code_system = given.code_system;
  if (mask.Has("code", !given.code.empty())) patch.code = given.code;
  if (mask.Has("display_name", !given.display_name.empty())) {
    patch.display_name = given.display_name;
  }
  if (mask.Has("postcode", !given.postcode.empty())) patch.postcode = given.postcode;
  if (mask.Has("address_lines", !given.address_lines.empty())) {
    patch.address_lines = given.address_lines;
  }
  if (mask.Has("open_date", !proto.open_date().empty())) patch.open_date = given.life.first;
  if (mask.Has("close_date", !proto.close_date().empty())) patch.close_date = given.life.last;
  if (mask.Has("status", given.status != OrganisationStatus::kUnspecified)) {
    patch.status = given.status;
  }
  return patch;
}

void SetHeadcounts(const Headcounts& headcounts,
                   google::protobuf::RepeatedPtrField<type::v1::Headcount>* out) {
  for (const auto& [group, people] : headcounts) {
    type::v1::Headcount* headcount = out->Add();
    headcount->set_staff_group(static_cast<type::v1::StaffGroup>(group));
    headcount->set_people(people);
  }
}

void SetTime(absl::Time time, google::protobuf::Timestamp* out) {
  const int64_t micros = absl::ToUnixMicros(time);
  out->set_seconds(micros / 1'000'000);
  out->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

}  // namespace pcsp::registry
