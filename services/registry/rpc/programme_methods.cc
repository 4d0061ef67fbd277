#include "services/registry/rpc/programme_methods.h"

#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {

absl::StatusOr<pb::Programme> ProgrammeMethods::CreateProgramme(
    const rpc::Call& call, const pb::CreateProgrammeRequest& request) const {
  Violations violations;
  CheckNewId("programme_id", request.programme_id(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  Programme programme = FromProto(request.programme());
  Validate(programme, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  programme.uid = NewUuid(call.now);
  programme.id = request.programme_id().empty() ? programme.uid : request.programme_id();
  programme.revision = programme.content_revision = 1;
  programme.create_time = programme.update_time = call.now;
  const Change change = {KeyOf("CreateProgramme", request), call.now};
  return Write<pb::Programme>(*store_, change,
                              [&](Writer& writer) -> absl::StatusOr<pb::Programme> {
                                if (writer.GetProgramme(programme.id).ok())
                                  return ProgrammeExists(programme.id);
                                writer.Insert(programme);
                                return ToProto(programme);
                              });
}

absl::StatusOr<pb::Programme> ProgrammeMethods::GetProgramme(
    const rpc::Call&, const pb::GetProgrammeRequest& request) const {
  Violations violations;
  const std::string id = ProgrammeFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Programme reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme programme, reader.GetProgramme(id));
    reply = ToProto(programme);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListProgrammesResponse> ProgrammeMethods::ListProgrammes(
    const rpc::Call&, const pb::ListProgrammesRequest& request) const {
  const std::vector<std::string> arguments = {"ListProgrammes"};
  Violations violations;
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  std::vector<Programme> programmes;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) {
    programmes = reader.ListProgrammes(page.After(0), page.size + 1);
    return absl::OkStatus();
  }));
  pb::ListProgrammesResponse reply;
  if (TakeExtra(programmes, page)) {
    reply.set_next_page_token(tokens_->Encode({programmes.back().id}, arguments));
  }
  for (const Programme& programme : programmes) *reply.add_programmes() = ToProto(programme);
  return reply;
}

absl::StatusOr<pb::Programme> ProgrammeMethods::UpdateProgramme(
    const rpc::Call& call, const pb::UpdateProgrammeRequest& request) const {
  Violations violations;
  const std::string id = ProgrammeFrom("programme.name", request.programme().name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const ProgrammePatch patch = PatchFrom(request.programme(), request.update_mask(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("UpdateProgramme", request), call.now};
  return Write<pb::Programme>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<pb::Programme> {
        RETURN_IF_ERROR(writer.Touch(id));
        ASSIGN_OR_RETURN(Programme programme, writer.GetProgramme(id));
        RETURN_IF_ERROR(CheckEtag("programme", request.programme().name(),
                                  request.programme().etag(), EtagOf(programme.revision)));
        programme = Patched(std::move(programme), patch);
        Violations faults;
        Validate(programme, faults);
        RETURN_IF_ERROR(faults.ToStatus());
        ++programme.revision;
        programme.update_time = call.now;
        writer.Update(programme);
        return ToProto(programme);
      });
}

}  // namespace pcsp::registry
