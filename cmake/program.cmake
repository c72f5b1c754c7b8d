# The program: everything below modelc/ but the reader (a library of its own) and the public header.

file(GLOB_RECURSE program_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/modelc/*.c)
list(FILTER program_sources EXCLUDE REGEX "/modelc/(reader|include)/|/modelc/main\\.c$")

# The pages of `modelc explain` are part of the program.  Adding one needs no line here.
file(GLOB finding_pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/findings/*.md)
# Written when the list changes, so that a page that goes is noticed.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/finding_pages.txt CONTENT "${finding_pages}" @ONLY)
set(finding_table ${CMAKE_BINARY_DIR}/embedded/modelc/commands/finding_pages.h)
add_custom_command(
    OUTPUT ${finding_table}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_SOURCE_DIR}/docs/findings -DOUT=${finding_table}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_pages.cmake
    DEPENDS ${finding_pages} ${CMAKE_BINARY_DIR}/finding_pages.txt ${CMAKE_SOURCE_DIR}/cmake/embed_pages.cmake)

# A library of its own, so that unit tests can link it.
add_library(modelc_program STATIC ${program_sources} ${finding_table})
target_link_libraries(modelc_program PUBLIC modelc_flags migrate modelc_reader)

add_executable(modelc ${CMAKE_SOURCE_DIR}/modelc/main.c)
target_link_libraries(modelc PRIVATE modelc_program)
set_target_properties(modelc PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

include(GNUInstallDirs)
install(TARGETS modelc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_SOURCE_DIR}/modelc/include/modelc.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
