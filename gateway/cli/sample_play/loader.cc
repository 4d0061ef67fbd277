#include "gateway/cli/sample_play/loader.h"

#include <iostream>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/cli/sample/content.h"
#include "gateway/cli/sample/organisations.h"
#include "gateway/cli/sample_evidence/load.h"
#include "gateway/cli/sample_plan/sample_plan.h"
#include "gateway/cli/sample_play/corrections.h"
#include "gateway/cli/sample_play/files.h"
#include "gateway/cli/sample_play/follow.h"
#include "gateway/cli/sample_play/people.h"
#include "gateway/cli/sample_play/told.h"
#include "gateway/cli/sample_play/version.h"
#include "gateway/cli/sample_play/waves.h"
#include "gateway/cli/sample_play/worked.h"
#include "gateway/cli/sample_training/load.h"
#include "gateway/flows/pages.h"
#include "services/assessments/domain/instrument_loader.h"
#include "services/diagnosis/domain/knowledge/reader.h"

namespace pcsp::cli {
namespace {

using gateway::sample::SampleProgramme;
using RegistryStub = registry::v1::RegistryService::Stub;

std::string Site(const std::string& id) {
  return absl::StrCat("programmes/", kSampleProgramme, "/organisations/", id);
}

absl::Status CreateProgramme(Session& session, const std::string& version) {
  registry::v1::CreateProgrammeRequest request;
  request.set_programme_id(kSampleProgramme);
  request.mutable_programme()->set_display_name("Sample programme (synthetic)");
  request.mutable_programme()->set_description(
      absl::StrCat("Made up: no organisation, person or answer in it is real. ", version));
  request.set_request_id(SampleRequestId("programme"));
  return DoneOrExists(gateway::Ask(*session.clients().registry, &RegistryStub::CreateProgramme,
                                   request, session.deadline())
                          .status());
}

absl::Status CreateUpperLevels(Session& session, const SampleProgramme& programme) {
  for (const auto& organisation : programme.organisations) {
    if (organisation.kind == "practice") continue;
    registry::v1::CreateOrganisationRequest request;
    request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
    request.set_organisation_id(organisation.id);
    auto* made = request.mutable_organisation();
    made->set_kind(organisation.kind == "whole_system"
                       ? registry::v1::ORGANISATION_KIND_WHOLE_SYSTEM
                       : registry::v1::ORGANISATION_KIND_STEERING_GROUP);
    made->set_code_system(organisation.code_system);
    made->set_code(organisation.code);
    made->set_display_name(organisation.display_name);
    made->set_postcode(organisation.postcode);
    made->set_open_date(organisation.open_date);
    request.set_request_id(SampleRequestId("organisation " + organisation.id));
    RETURN_IF_ERROR(
        DoneOrExists(gateway::Ask(*session.clients().registry, &RegistryStub::CreateOrganisation,
                                  request, session.deadline())
                         .status()));
  }
  return absl::OkStatus();
}

absl::Status ImportOrganisations(Session& session, const SampleProgramme& programme) {
  RETURN_IF_ERROR(ImportSampleFile(session, registry::v1::IMPORT_FORMAT_EPRACCUR,
                                   gateway::sample::ToEpraccur(programme.organisations),
                                   &RegistryStub::ImportOrganisations));
  return ImportSampleFile(session, registry::v1::IMPORT_FORMAT_PCN_PARTNERS,
                          gateway::sample::ToPcnPartners(programme.organisations),
                          &RegistryStub::ImportOrganisations);
}

absl::Status CreateRelationships(Session& session, const SampleProgramme& programme) {
  ProgressBar bar("relationships");
  int64_t done = 0;
  for (const auto& relationship : programme.relationships) {
    registry::v1::CreateRelationshipRequest request;
    request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
    auto* made = request.mutable_relationship();
    made->set_subject(Site(relationship.subject));
    made->set_object(Site(relationship.object));
    made->set_kind(relationship.kind == "part_of" ? registry::v1::RELATIONSHIP_KIND_PART_OF
                                                  : registry::v1::RELATIONSHIP_KIND_SUPPORTED_BY);
    made->set_start_date(relationship.start_date);
    request.set_request_id(SampleRequestId("relationship of " + relationship.subject));
    RETURN_IF_ERROR(
        DoneOrExists(gateway::Ask(*session.clients().registry, &RegistryStub::CreateRelationship,
                                  request, session.deadline())
                         .status()));
    bar.Set(++done, static_cast<int64_t>(programme.relationships.size()));
  }
  return absl::OkStatus();
}

// Those of practices come as the workforce file; the others have no file.
absl::Status SetContexts(Session& session, const SampleProgramme& programme) {
  for (const auto& context : programme.contexts) {
    if (context.list_size > 0) continue;
    registry::v1::SetSiteContextRequest request;
    request.set_parent(Site(context.organisation));
    auto* set = request.mutable_site_context();
    set->set_effective_date(context.effective_date);
    for (const auto& [group, people] : context.headcount) {
      auto* headcount = set->add_headcounts();
      type::v1::StaffGroup parsed = type::v1::STAFF_GROUP_UNSPECIFIED;
      type::v1::StaffGroup_Parse("STAFF_GROUP_" + absl::AsciiStrToUpper(group), &parsed);
      headcount->set_staff_group(parsed);
      headcount->set_people(people);
    }
    request.set_request_id(SampleRequestId("context of " + context.organisation));
    RETURN_IF_ERROR(gateway::Ask(*session.clients().registry, &RegistryStub::SetSiteContext,
                                 request, session.deadline())
                        .status());
  }
  return ImportSampleFile(session, registry::v1::IMPORT_FORMAT_WORKFORCE,
                          gateway::sample::ToWorkforce(programme), &RegistryStub::ImportWorkforce,
                          programme.contexts.front().effective_date);
}

absl::Status RecordMilestones(Session& session, const SampleProgramme& programme) {
  // What is still to come by this machine's clock has not happened.
  const std::string today =
      absl::FormatCivilTime(absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone()));
  ProgressBar bar("milestones");
  int64_t done = 0;
  for (const auto& milestone : programme.milestones) {
    if (milestone.date > today) continue;
    registry::v1::RecordMilestoneRequest request;
    request.set_parent(Site(milestone.organisation));
    registry::v1::MilestoneState state = registry::v1::MILESTONE_STATE_UNSPECIFIED;
    registry::v1::MilestoneState_Parse("MILESTONE_STATE_" + absl::AsciiStrToUpper(milestone.state),
                                       &state);
    registry::v1::MilestoneEvidence evidence = registry::v1::MILESTONE_EVIDENCE_UNSPECIFIED;
    registry::v1::MilestoneEvidence_Parse(
        "MILESTONE_EVIDENCE_" + absl::AsciiStrToUpper(milestone.evidence), &evidence);
    request.mutable_milestone()->set_state(state);
    request.mutable_milestone()->set_date(milestone.date);
    request.mutable_milestone()->set_evidence(evidence);
    request.set_request_id(SampleRequestId(absl::StrCat(
        "milestone of ", milestone.organisation, " on ", milestone.date, ": ", milestone.state)));
    RETURN_IF_ERROR(
        DoneOrExists(gateway::Ask(*session.clients().registry, &RegistryStub::RecordMilestone,
                                  request, session.deadline())
                         .status()));
    bar.Set(++done, static_cast<int64_t>(programme.milestones.size()));
  }
  return absl::OkStatus();
}

}  // namespace

std::string SampleRequestId(const std::string& step) {
  return NamedUuid("sample programme: " + step);
}

absl::Status DoneOrExists(const absl::Status& status) {
  return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
}

absl::StatusOr<gateway::sample::Blueprint> ReadBlueprint(const std::string& content_dir) {
  ASSIGN_OR_RETURN(const auto kb,
                   diagnosis::LoadKnowledgeBase(content_dir + "/diagnosis/knowledge_base.yaml"));
  std::vector<assessments::Instrument> instruments;
  for (const auto level : gateway::sample::kLevels) {
    ASSIGN_OR_RETURN(auto instrument, assessments::LoadInstrument(absl::StrCat(
                                          content_dir, "/assessments/", level, ".yaml")));
    instruments.push_back(std::move(instrument));
  }
  std::vector<const assessments::Instrument*> pointers;
  for (const auto& instrument : instruments) pointers.push_back(&instrument);
  return gateway::sample::BlueprintFrom(kb, pointers);
}

absl::Status LoadSample(Session& session, const SampleProgramme& programme,
                        const gateway::sample::Options& options, const std::string& sheets) {
  std::cerr << "Registering " << programme.organisations.size() << " organisations\n";
  const std::string version = VersionOf(programme, options);
  RETURN_IF_ERROR(CheckSampleVersion(session, version));
  RETURN_IF_ERROR(CreateProgramme(session, version));
  RETURN_IF_ERROR(CreateUpperLevels(session, programme));
  RETURN_IF_ERROR(ImportOrganisations(session, programme));
  RETURN_IF_ERROR(CorrectSample(session, programme));
  RETURN_IF_ERROR(CreateRelationships(session, programme));
  RETURN_IF_ERROR(SetContexts(session, programme));
  RETURN_IF_ERROR(RecordMilestones(session, programme));
  RETURN_IF_ERROR(LoadPeople(session, programme.appointees));
  RETURN_IF_ERROR(LoadSampleTraining(session, programme, options));
  RETURN_IF_ERROR(RecordSampleCounts(session, programme, options));
  RETURN_IF_ERROR(CreateSampleObservations(session, programme));
  RETURN_IF_ERROR(PlayWave(session, {kFirstWave, "First wave", options.start_date, programme.sites,
                                     programme.contexts, ""}));
  RETURN_IF_ERROR(TeachSampleTeams(session, programme, options));
  RETURN_IF_ERROR(AddSampleIdeas(session, programme));
  RETURN_IF_ERROR(PlayWave(session, {kSecondWave, "Second wave", options.later_date,
                                     programme.sites_later, programme.contexts, sheets}));
  // Outcomes tell of sites with nothing under way: those of a load that went further stand.
  ASSIGN_OR_RETURN(const bool begun, FollowsSamplePlans(session));
  if (!begun) RETURN_IF_ERROR(RecordSampleOutcomes(session, programme));
  RETURN_IF_ERROR(TellSampleStories(session, programme));
  RETURN_IF_ERROR(LoadSamplePlan(session, programme, options));
  return FollowSamplePlans(session, programme);
}

}  // namespace pcsp::cli
