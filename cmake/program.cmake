# The program: everything below modelc/ but the reader (a library of its own) and the public header.

file(GLOB_RECURSE program_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/modelc/*.c)
list(FILTER program_sources EXCLUDE REGEX "/modelc/(reader|include)/|/modelc/main\\.c$")

# The public header travels inside the program: the reader serves it, `init` writes it.
file(GLOB public_headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
    ${CMAKE_SOURCE_DIR}/modelc/include/*.h)
add_custom_target(modelc_public_header)
foreach(public_header IN LISTS public_headers)
    modelc_embed(${public_header} modelc_h embedded_header)
    target_sources(modelc_public_header PRIVATE ${embedded_header})
endforeach()
add_dependencies(modelc_reader modelc_public_header)

# A library of its own, so that unit tests can link it.
add_library(modelc_program STATIC ${program_sources})
target_link_libraries(modelc_program PUBLIC modelc_flags migrate modelc_reader)

add_executable(modelc ${CMAKE_SOURCE_DIR}/modelc/main.c)
target_link_libraries(modelc PRIVATE modelc_program)
set_target_properties(modelc PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

include(GNUInstallDirs)
install(TARGETS modelc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${public_headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
