# pcsp_embed_schema(target NAMESPACE pcsp::x DIRECTORY store/schema): compiles the .sql files of a
# folder into `target`. The header stands beside the folder: with the above in services/x,
#   #include "services/x/store/schema_files.h"   // absl::Span<const sql::SchemaFile> SchemaFiles()
#
# Run with -P the same file writes the two generated files.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(PCSP_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE} CACHE INTERNAL "")
  function(pcsp_embed_schema target)
    cmake_parse_arguments(arg "" "NAMESPACE;DIRECTORY" "" ${ARGN})
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${arg_DIRECTORY}/*.sql)
    list(SORT files)
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR}
               OUTPUT_VARIABLE here)
    cmake_path(GET arg_DIRECTORY PARENT_PATH parent)
    set(folder ${CMAKE_BINARY_DIR}/embedded/${here})
    if(parent)
      string(APPEND folder /${parent})
    endif()
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${CMAKE_BINARY_DIR}/embedded
               OUTPUT_VARIABLE include)
    add_custom_command(
      OUTPUT ${folder}/schema_files.h ${folder}/schema_files.cc
      COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DNAMESPACE=${arg_NAMESPACE}
              -DFOLDER=${folder} -DINCLUDE=${include}/schema_files.h -P ${PCSP_EMBED_SCRIPT}
      DEPENDS ${files} ${PCSP_EMBED_SCRIPT}
      COMMENT "Embedding the schema of ${target}"
      VERBATIM)
    target_sources(${target} PRIVATE ${folder}/schema_files.h ${folder}/schema_files.cc)
    target_include_directories(${target} PUBLIC ${CMAKE_BINARY_DIR}/embedded)
  endfunction()
  return()
endif()

file(WRITE ${FOLDER}/schema_files.h
"// Generated from the .sql files of this folder; edit those.
#pragma once

#include \"absl/types/span.h\"
#include \"common/storage/schema_file.h\"

namespace ${NAMESPACE} {

// In the order of their names.
absl::Span<const ::pcsp::sql::SchemaFile> SchemaFiles();

}  // namespace ${NAMESPACE}
")
set(entries "")
foreach(file IN LISTS FILES)
  file(READ ${file} body)
  cmake_path(GET file FILENAME name)
  string(APPEND entries "    {\"${name}\", R\"pcsp_sql(${body})pcsp_sql\"},\n")
endforeach()
file(WRITE ${FOLDER}/schema_files.cc
"#include \"${INCLUDE}\"

namespace ${NAMESPACE} {
namespace {

constexpr ::pcsp::sql::SchemaFile kFiles[] = {
${entries}};

}  // namespace

absl::Span<const ::pcsp::sql::SchemaFile> SchemaFiles() { return kFiles; }

}  // namespace ${NAMESPACE}
")
